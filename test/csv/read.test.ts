import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/cli/csv.ts";
import { readCsvPages } from "../../src/csv/read.ts";
import { presetMap } from "../../src/training/completions/map-file.ts";
import { readRows } from "../../src/training/completions/read-rows.ts";

const ROWS = [
  ["email", "course"],
  ["jo@acme.example", "a, b"],
] as const;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Both ways in which files are read: a page at a time, and at once. */
const WAYS = [
  [
    "a page at a time",
    async (bytes: Uint8Array, delimiter = ",") => {
      const found: (readonly string[])[] = [];
      const chunks = async function* () {
        for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
      };
      await readCsvPages(chunks(), delimiter, {
        heading: async (header) => void found.push(header),
        records: async (page) => void found.push(...page.map(({ values }) => values)),
      });
      return found;
    },
  ],
  [
    "at once",
    async (bytes: Uint8Array, delimiter = ",") => {
      const read = readCsv(bytes, { delimiter });
      if (!read.ok) throw new Error(read.problem);
      return [read.table.header, ...read.table.records.map(({ values }) => values)];
    },
  ],
] as const;

describe.each(WAYS)("a CSV file, read %s", (_, read) => {
  it.each([
    ["commas", 'email,course\njo@acme.example,"a, b"\n'],
    ["semicolons, as spreadsheets write them where numbers have commas", "email;course\r\njo@acme.example;a, b\r\n"],
    ["tabs", "email\tcourse\njo@acme.example\ta, b\n"],
    ["a mark at the beginning", '\uFEFFemail,course\njo@acme.example,"a, b"'],
  ])("has its columns, with %s", async (__, text) => {
    expect(await read(bytesOf(text))).toEqual(ROWS);
  });

  it("has the delimiter that was said, where its heading has it, whatever else stands there", async () => {
    expect(await read(bytesOf("email,course;name\n1,2"), ";")).toEqual([["email,course", "name"], ["1,2"]]);
  });

  it.each([
    ["UTF-16 with its mark", Buffer.from("\uFEFFemail,course\n", "utf16le")],
    ["UTF-16 without", Buffer.from("email,course\n", "utf16le")],
    ["Latin-1", Buffer.from("email,name\njo@acme.example,Zo\xEB\n", "latin1")],
  ])("is refused as %s, with how to save it", async (__, bytes) => {
    await expect(read(bytes)).rejects.toThrow("is not UTF-8. Save it as CSV UTF-8");
  });

  it("is refused where a quotation mark is left open, with its line", async () => {
    await expect(read(bytesOf('email,course\na,b\nc,"d\ne,f\n'))).rejects.toThrow(
      /quotation mark is not closed in the row that begins at line 3/,
    );
  });
});

describe("a file of refused rows, mended", () => {
  it.each([
    ["generic", "email,course,completed_at", "jo@acme.example,owasp,2026-10-05"],
    ["classroom", "key,course,completed_at,signed_at,name", "E1,owasp,2026-10-05,2026-10-05,Jo"],
  ])("is brought as it is, of %s", (preset, heading, line) => {
    const text = `line,reason,${heading}\n4,"was not a time",${line}\n`;
    const read = readCsv(bytesOf(text), { delimiter: "," });
    if (!read.ok) throw new Error(read.problem);

    const world = { courses: [{ id: "owasp", version: "1.0.0", passMark: 80 }], now: new Date("2026-11-01T00:00:00Z") };
    const told = readRows(read.table, { map: presetMap(preset)!, ...world });

    expect(told).toMatchObject({ rejected: [], told: [{ courseId: "owasp" }] });
    expect(read.table.header.join(",")).toBe(heading);
  });
});
