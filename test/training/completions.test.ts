import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFormat, isZone, parseDate } from "../../src/training/completions/date-format.ts";
import type { CompletionMap } from "../../src/training/completions/map.ts";
import { presetMap, readMap } from "../../src/training/completions/map-file.ts";
import { missingColumns, readRows } from "../../src/training/completions/read-rows.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const COURSES = [{ id: "security-awareness", version: "1.2.0", passMark: 80 }];

describe("parseDate", () => {
  it.each([
    ["2026-03-04", "iso", "UTC", "2026-03-04T00:00:00.000Z"],
    ["2026-03-04 05:06", "iso", "Europe/Berlin", "2026-03-04T04:06:00.000Z"],
    ["2026-03-04T05:06:07.890Z", "iso", "Europe/Berlin", "2026-03-04T05:06:07.000Z"],
    ["2026-03-04 05:06:07 UTC", "iso", "Europe/Berlin", "2026-03-04T05:06:07.000Z"],
    ["2026-03-04T05:06:07-0330", "iso", "UTC", "2026-03-04T08:36:07.000Z"],
    ["03/04/2026 01:05 PM", "MM/DD/YYYY hh:mm A", "America/New_York", "2026-03-04T18:05:00.000Z"],
    ["3/4/2026 12:05 am", "M/D/YYYY h:mm A", "UTC", "2026-03-04T00:05:00.000Z"],
    ["31/12/26, 14:05", "DD/MM/YY, HH:mm", "UTC", "2026-12-31T14:05:00.000Z"],
    ["4. September 2026", "D. MMMM YYYY", "UTC", "2026-09-04T00:00:00.000Z"],
    ["4-Sep-2026", "D-MMM-YYYY", "Asia/Kolkata", "2026-09-03T18:30:00.000Z"],
  ])("reads %s as %s in %s", (text, format, zone, expected) => {
    expect(parseDate(text, { format, zone })?.toISOString()).toBe(expected);
  });

  it.each([
    ["31/04/2026", "DD/MM/YYYY"],
    ["29/02/2026", "DD/MM/YYYY"],
    ["04/13/2026", "DD/MM/YYYY"],
    ["25:00 1/1/2026", "HH:mm D/M/YYYY"],
    ["2026-1-1", "iso"],
    ["4-Foo-2026", "D-MMM-YYYY"],
    ["", "iso"],
    ["04x04x2026", "DD.MM.YYYY"],
  ])("takes %j for no day as %s", (text, format) => {
    expect(parseDate(text, { format, zone: "UTC" })).toBeNull();
  });

  it("reads what a zone's clock shows back to the instant, on both sides of a change of the clocks", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 }),
        fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"),
        (minutes, zone) => {
          const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
          const text = shown.format(minutes * 60_000);

          const read = parseDate(text, { format: "iso", zone });

          // In the hour that comes twice either instant is right: both show the same clock.
          expect(read && shown.format(read)).toBe(text);
        },
      ),
    );
  });

  it.each([
    ["DD/MM/YYYY", true],
    ["MM/DD/YYYY hh:mm A", true],
    ["DD/MM", false],
    ["DD/MM/YYYY hh:mm", false],
    ["DD/MM/YYYY DD", false],
  ])("%s as a format: %s", (format, expected) => {
    expect(isFormat(format)).toBe(expected);
  });

  it("knows zones by the names of the IANA database", () => {
    expect(["UTC", "Europe/Berlin", "Mars/Olympus"].map(isZone)).toEqual([true, true, false]);
  });
});

describe("a map", () => {
  it.each(["knowbe4", "moodle", "generic"])("ships for %s", (name) => {
    expect(presetMap(name)).toMatchObject({ name });
  });

  it("puts a file's own words over a preset", () => {
    const read = readMap(
      "map.yml",
      'preset: knowbe4\ncompleted: { column: Done, format: DD/MM/YYYY, zone: Europe/Berlin }\ncourses:\n  "Annual 2026": { course: security-awareness, version: 1.0.0 }\n',
    );

    expect(read).toMatchObject({
      ok: true,
      map: {
        name: "knowbe4",
        who: { is: "email" },
        completed: { column: ["Done"], zone: "Europe/Berlin" },
        courses: { "Annual 2026": { course: "security-awareness", version: "1.0.0" } },
      },
    });
  });

  it.each([
    ["name: x\nwho: { column: a, is: email }\ncourse: { column: b }\n", /completed/],
    [
      "preset: knowbe4\ncompleted: { column: a, format: DD/MM, zone: UTC }\n",
      /map\.yml:2 completed\.format: must be iso/,
    ],
    [
      "preset: knowbe4\ncompleted: { column: a, format: iso, zone: Mars }\n",
      /map\.yml:2 completed\.zone: must be a zone/,
    ],
    ["preset: talentlms\n", /map\.yml:1 preset/],
    ["preset: knowbe4\ncorses: {}\n", /corses/],
  ])("names the line of what is wrong in %j", (text, problem) => {
    const read = readMap("map.yml", text);

    expect(read.ok).toBe(false);
    expect(!read.ok && read.problems.join("\n")).toMatch(problem);
  });
});

describe("readRows", () => {
  const map: CompletionMap = {
    ...presetMap("generic")!,
    only: { column: ["status"], values: ["Passed"] },
    courses: {
      Awareness: { course: "security-awareness" },
      Old: { course: "security-awareness", version: "0.9.0" },
      Newer: { course: "security-awareness", version: "2.0.0" },
      Gone: { course: "gone" },
    },
  };
  const header = ["email", "course", "completed_at", "score", "status"];
  const read = (...values: readonly string[]) =>
    readRows({ header, records: [{ line: 2, values }] }, { map, courses: COURSES, now: NOW });

  it("reads who finished what and when, by our course's name", () => {
    expect(read("mira@acme.example", "Awareness", "2026-11-01", "92.9%", "passed").told).toEqual([
      {
        line: 2,
        who: { is: "email", source: "hris", text: "mira@acme.example" },
        externalCourse: "Awareness",
        courseId: "security-awareness",
        courseVersion: "1.2.0",
        completedAt: new Date("2026-11-01T00:00:00Z"),
        score: 92,
        certificate: null,
        signedAt: null,
        listedAs: null,
      },
    ]);
  });

  it("takes a course that is called as ours, and the version that the map tells", () => {
    expect(read("a@b.c", "security-awareness", "2026-11-01", "", "Passed").told[0]?.courseVersion).toBe("1.2.0");
    expect(read("a@b.c", "Old", "2026-11-01", "", "Passed").told[0]?.courseVersion).toBe("0.9.0");
  });

  it.each([
    ["a course that is not mapped", ["a@b.c", "Baking", "2026-11-01", "", "Passed"], /"Baking" is no course here/],
    ["a course that is mapped to none", ["a@b.c", "Gone", "2026-11-01", "", "Passed"], /mapped to gone/],
    ["a version that is not here yet", ["a@b.c", "Newer", "2026-11-01", "", "Passed"], /no version 2\.0\.0 here/],
    ["a name of a property", ["a@b.c", "toString", "2026-11-01", "", "Passed"], /no course here/],
    ["another date format", ["a@b.c", "Awareness", "01/11/2026", "", "Passed"], /not a time written as iso/],
    ["a day to come", ["a@b.c", "Awareness", "2026-11-24", "", "Passed"], /still to come/],
    [
      "a score below what is asked here",
      ["a@b.c", "Awareness", "2026-11-01", "79.9", "Passed"],
      /scored 79 %, and 80 %/,
    ],
    ["no score", ["a@b.c", "Awareness", "2026-11-01", "good", "Passed"], /no score from 0 to 100/],
    ["a score of more than all", ["a@b.c", "Awareness", "2026-11-01", "101", "Passed"], /no score from 0 to 100/],
    ["nobody", ["", "Awareness", "2026-11-01", "", "Passed"], /says nobody/],
    ["too few columns", ["a@b.c", "Awareness"], /has 2 columns, and the heading 5/],
  ])("rejects %s, by its line", (_, values, reason) => {
    expect(read(...values)).toEqual({
      told: [],
      rejected: [{ line: 2, reason: expect.stringMatching(reason) }],
      passedOver: 0,
    });
  });

  it("passes over what is not finished there", () => {
    expect(read("a@b.c", "Awareness", "", "", "In progress")).toEqual({ told: [], rejected: [], passedOver: 1 });
  });

  it("says which columns are missing, by all their names", () => {
    const knowbe4 = presetMap("knowbe4")!;

    expect(missingColumns({ header: ["EMAIL", "Status", "Module Name"], records: [] }, knowbe4)).toEqual([
      expect.stringContaining("Completion Date or"),
    ]);
  });
});
