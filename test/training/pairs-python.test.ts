import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { faultsOf, pairsWith } from "../support/pairs.ts";
import { runPythonPairs } from "../support/python.ts";

const ROOT = join(import.meta.dirname, "../..");

describe("a pair in Python", () => {
  const folders = ["content", "test/fixtures/content-pairs"].flatMap((content) =>
    pairsWith(join(ROOT, content), "fixed.py"),
  );
  const outcomes = runPythonPairs(folders);

  it.each(outcomes.map((outcome) => [relative(ROOT, outcome.folder), outcome] as const))(
    "fails before and passes after: %s",
    (_, outcome) => {
      expect(faultsOf(outcome)).toEqual([]);
    },
  );

  it("is run, each of them", () => {
    expect(outcomes.map(({ folder }) => folder)).toEqual(folders);
  });

  it("is found out where the vulnerable half is as good as the fixed one", () => {
    const [outcome] = runPythonPairs([join(ROOT, "test/fixtures/pair-without-difference")]);

    expect(outcome && faultsOf(outcome)).toEqual(["the proof passes on the vulnerable half"]);
  });
});
