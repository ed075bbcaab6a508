import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvHeading, csvLines, fieldOf, textOfField } from "../../src/evidence/csv.ts";
import { jsonLines } from "../../src/evidence/jsonl.ts";
import type { Column, Row, Value } from "../../src/evidence/report.ts";

const columns: readonly Column[] = ["text", "other", "count", "flag", "list"].map((name) => ({ name, means: name }));

/** With everything that a spreadsheet or a parser of CSV may stumble over. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("=", "+", "-", "@", "'", '"', ",", ";", "\t", "\r", "\n", "\u2028", "＝", "é", "a", " "),
  }),
);
const row: fc.Arbitrary<Row> = fc.record({
  text: fc.option(text),
  other: fc.option(text),
  count: fc.option(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))),
  flag: fc.option(fc.boolean()),
  list: fc.array(text, { maxLength: 4 }),
});

function asText(value: Value): string | null {
  if (value === null || (typeof value === "object" && value.length === 0)) return null;
  return typeof value === "object" ? value.join("; ") : String(value);
}

const readBack = (csv: string) => parse(csv, { columns: true, record_delimiter: "\r\n" }) as Record<string, string>[];

describe("a CSV file", () => {
  it("read back and un-escaped says what the JSON lines say, row for row", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const fields = readBack(csvHeading(columns) + csvLines(columns, rows));
        const lines = jsonLines(columns, rows).split("\n").slice(0, -1);
        const told = lines.map((line) => JSON.parse(line) as Record<string, Value>);

        expect(fields.map((one) => Object.values(one).map(textOfField))).toEqual(
          told.map((one) => columns.map(({ name }) => asText(one[name] ?? null))),
        );
      }),
    );
  });

  it("has no text that a spreadsheet would evaluate", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(fieldOf(value)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
      }),
    );
  });

  it.each<[Value, string]>([
    [null, ""],
    ["", "'"],
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-1", "'-1"],
    ["@mira", "'@mira"],
    ["\tx", "'\tx"],
    ["'quoted'", "''quoted'"],
    ["O'Neil", "O'Neil"],
    [-1, "-1"],
    [0.5, "0.5"],
    [true, "true"],
    [["a", "b"], "a; b"],
    [["=a"], "'=a"],
    [[], ""],
    [[""], "'"],
  ])("writes %j as %j", (value, field) => {
    expect(fieldOf(value)).toBe(field);
  });

  it("is RFC 4180: CRLF, quotes doubled, a line break inside of a field", () => {
    const rows = [{ text: 'say "no",\nand go', other: "a", count: 1, flag: false, list: [] }];

    expect(csvHeading(columns) + csvLines(columns, rows)).toBe(
      'text,other,count,flag,list\r\n"say ""no"",\nand go",a,1,false,\r\n',
    );
  });

  it.each([
    ["lacks a column", { text: "a", other: null, count: 1, flag: true }],
    ["has one too many", { text: "a", other: null, count: 1, flag: true, list: [], more: 1 }],
  ])("is not made of a row that %s", (_, wrong) => {
    expect(() => csvLines(columns, [wrong as Row])).toThrow(/A row has the columns/);
    expect(() => jsonLines(columns, [wrong as Row])).toThrow(/A row has the columns/);
  });
});
