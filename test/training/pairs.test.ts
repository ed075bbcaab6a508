import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { faultsOf, pairsWith, runTypeScriptPair } from "../support/pairs.ts";

const ROOT = join(import.meta.dirname, "../..");
const CONTENT = join(ROOT, "content");
const FIXTURES = join(ROOT, "test/fixtures/content-pairs");
const PARTS = ["vulnerable.ts", "fixed.ts", "proof.ts", "vulnerable.py", "fixed.py", "proof.py"];

describe("a pair in TypeScript", () => {
  const folders = [CONTENT, FIXTURES].flatMap((content) => pairsWith(content, "fixed.ts"));
  const named = folders.map((folder) => [relative(ROOT, folder), folder] as const);

  it.each(named)("fails before and passes after: %s", async (_, folder) => {
    expect(faultsOf(await runTypeScriptPair(folder))).toEqual([]);
  });
});

describe("the pairs that are shipped", () => {
  it("are there in both languages, with their proofs", () => {
    const folders = PARTS.flatMap((part) => pairsWith(CONTENT, part));
    const lacking = [...new Set(folders)].flatMap((folder) =>
      PARTS.filter((part) => !existsSync(join(folder, part))).map((part) => join(folder, part)),
    );

    expect(lacking).toEqual([]);
  });
});

describe("a pair that shows nothing", () => {
  const passed = { error: null, message: "" };
  const failed = { error: "AssertionError", message: "ben reads the order of ann" };
  it.each([
    ["the proof passes on the vulnerable half", { vulnerable: passed, fixed: passed }],
    ["the proof does not say what went wrong", { vulnerable: { ...failed, message: "" }, fixed: passed }],
    [
      "the vulnerable half breaks instead of failing: TypeError: no such name",
      { vulnerable: { error: "TypeError", message: "no such name" }, fixed: passed },
    ],
    ["the fixed half fails: AssertionError: ben reads the order of ann", { vulnerable: failed, fixed: failed }],
  ])("is found out: %s", (fault, outcome) => {
    expect(faultsOf({ folder: "pair", ...outcome })).toEqual([fault]);
  });

  it("is found out where the vulnerable half is as good as the fixed one", async () => {
    const folder = join(ROOT, "test/fixtures/pair-without-difference");

    expect(faultsOf(await runTypeScriptPair(folder))).toEqual(["the proof passes on the vulnerable half"]);
  });
});
