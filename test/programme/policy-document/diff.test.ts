import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesIn, diffLines } from "../../../src/programme/policy-document/diff.ts";

const shown = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: " ", removed: "-", added: "+" }[kind]}${text}`);

describe("what lies between two versions", () => {
  it("is the lines that went and the lines that came, in their place", () => {
    expect(shown("a\nb\nc\nd", "a\nc\nx\nd")).toEqual([" a", "-b", " c", "+x", " d"]);
  });

  it("is a changed line as removed and added", () => {
    expect(shown("a\n30 days\nc", "a\n60 days\nc")).toEqual([" a", "-30 days", "+60 days", " c"]);
  });

  it("leads from one to the other and back, for any two texts", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));

    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const without = (kind: string) => lines.filter((line) => line.kind !== kind).map((line) => line.text);
        expect(without("added").join("\n")).toBe(before);
        expect(without("removed").join("\n")).toBe(after);
      }),
    );
  });

  it("is as small as can be: two texts without a common line share nothing, and equal ones change nothing", () => {
    expect(shown("a\nb", "c")).toEqual(["-a", "-b", "+c"]);
    expect(diffLines("a\nb", "a\nb").every(({ kind }) => kind === "same")).toBe(true);
  });

  it("is shown with three lines around each change, and the rest as one gap", () => {
    const many = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const changed = many.with(10, "another");

    const lines = changesIn(diffLines(many.join("\n"), changed.join("\n")));

    expect(lines.map((line) => line?.text ?? null)).toEqual([
      null,
      ...["line 7", "line 8", "line 9", "line 10", "another", "line 11", "line 12", "line 13"],
      null,
    ]);
    expect(changesIn(diffLines("a\nb", "a\nb"))).toEqual([null]);
  });
});
