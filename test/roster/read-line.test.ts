import { describe, expect, it } from "vitest";
import { readRosterMap, recogniseRoster, rosterPreset } from "../../src/roster/map-file.ts";
import { missingRosterColumns, type RosterLayout, readRosterLine } from "../../src/roster/read-line.ts";
import { isRejectFile } from "../../src/training/completions/reject-file.ts";

const BAMBOO = [
  "Employee #",
  "First Name",
  "Last Name",
  "Work Email",
  "Employment Status",
  "Job Title",
  "Department",
  "Supervisor EID",
  "Hire Date",
  "Termination Date",
];

function layoutOf(header: readonly string[], told: Partial<RosterLayout> = {}): RosterLayout {
  const map = recogniseRoster(header);
  if (!map) throw new Error("The heading is not known");
  return { map, header, source: "hris", ...told };
}

describe("a file's heading", () => {
  it.each([
    ["bamboohr", BAMBOO],
    ["generic", ["key", "name", "email"]],
    ["generic", ["line", "reason", "KEY", "Name"]],
  ])("is known as %s", (name, header) => {
    expect(recogniseRoster(header)?.name).toBe(name);
  });

  it("that says nothing known is left to a map file", () => {
    expect(recogniseRoster(["Personalnummer", "Name"])).toBeNull();
  });

  it("without a key or a name is told what it lacks", () => {
    const map = rosterPreset("generic");
    if (!map) throw new Error("There is no such preset");

    expect(missingRosterColumns({ header: ["email"], map })).toEqual(["key", "name"]);
    expect(missingRosterColumns({ header: BAMBOO, map: layoutOf(BAMBOO).map })).toEqual([]);
  });

  it("of lines that were refused before is known by how we begin one", () => {
    expect(isRejectFile(["line", "reason", "key"])).toBe(true);
    expect(isRejectFile(["key", "line", "reason"])).toBe(false);
  });
});

describe("a line", () => {
  it("of another system's report is read by that system's words", () => {
    const map = { ...layoutOf(BAMBOO).map, dates: "MM/DD/YYYY" };
    const cells = ["17", "Mira", "Novak", "Mira@Acme.example", "Part-Time", "Engineer", "Web", "3", "03/04/2026", ""];

    expect(readRosterLine(2, cells, layoutOf(BAMBOO, { map }))).toMatchObject({
      key: "17",
      reason: null,
      record: {
        key: "17",
        name: "Mira Novak",
        email: "mira@acme.example",
        githubLogin: null,
        kind: "employee",
        role: "Engineer",
        department: "Web",
        manager: "3",
        startsOn: "2026-03-04",
        endsOn: null,
      },
    });
  });

  it.each([
    ["hris", "employee"],
    ["contractor", "contractor"],
    ["supplier", "supplier"],
  ] as const)("of the source %s is of somebody who is %s, unless it says otherwise", (source, kind) => {
    const header = ["key", "name", "kind"];

    expect(readRosterLine(2, ["1", "A", ""], layoutOf(header, { source })).record?.kind).toBe(kind);
    expect(readRosterLine(2, ["1", "A", "Temporary"], layoutOf(header, { source })).record?.kind).toBe("temporary");
  });

  it.each([
    ["", "A", "", "", /^says no key/],
    ["1", "", "", "", /^says no name/],
    ["1", "A", "03/04/2026", "", /"03\/04\/2026" is not a day written as YYYY-MM-DD: say how .* \(--date-format\)/],
    ["1", "A", "2026-02-30", "", /"2026-02-30" is not a day/],
    ["1", "A", "", "boss", /"boss" is none of employee, contractor, temporary, supplier/],
    ["1", "A\0", "", "", /NUL/],
    ["1", "A".repeat(201), "", "", /more than 200 characters/],
  ])("of key %j, name %j, start %j and kind %j is refused with its reason", (key, name, start, kind, why) => {
    const line = readRosterLine(7, [key, name, start, kind], layoutOf(["key", "name", "start", "kind"]));

    expect(line).toMatchObject({ line: 7, record: null, reason: expect.stringMatching(why) });
    // Whom it names is not missing from the file.
    expect(line.key).toBe(key === "" ? null : key);
  });

  it("says the same under the same digest, in whichever order its columns stand", () => {
    const one = readRosterLine(2, ["1", "A", "x@y.z"], layoutOf(["key", "name", "email"]));
    const other = readRosterLine(9, ["X@y.z", "1", "A"], layoutOf(["email", "key", "name"]));

    expect(one.recordSha256).toBe(other.recordSha256);
  });
});

describe("a map file", () => {
  it("lays its own columns over a preset's", () => {
    const read = readRosterMap(
      "map.yml",
      'preset: generic\ndelimiter: ";"\ndates: DD.MM.YYYY\ncolumns: { key: Personalnummer }\nkinds: { Angestellt: employee }\n',
    );
    if (!read.ok) throw new Error(read.problems.join("\n"));
    const header = ["Personalnummer", "name", "kind", "start"];
    const layout = { map: read.map, header, source: "hris" } as const;

    expect(read.map.delimiter).toBe(";");
    expect(readRosterLine(2, ["1", "A", "angestellt", "31.12.2025"], layout).record).toMatchObject({
      kind: "employee",
      startsOn: "2025-12-31",
    });
  });

  it.each([
    ["columns: {}", /map\.yml:1 name/],
    ["preset: generic\ncolumn: { key: a }", /map\.yml:\d .*column/],
    ["preset: generic\ndates: MM/YYYY", /map\.yml:2 dates: must be iso, or a pattern/],
    ["preset: generic\nkinds: { a: boss }", /map\.yml:2 kinds/],
    ["preset: nothing", /map\.yml:1 preset/],
  ])("is refused with its place where it says %j", (text, problem) => {
    const read = readRosterMap("map.yml", text);

    expect(read).toMatchObject({ ok: false, problems: expect.arrayContaining([expect.stringMatching(problem)]) });
  });
});
