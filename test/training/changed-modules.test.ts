import { describe, expect, it } from "vitest";
import { changedSince } from "../../src/training/changed-modules.ts";
import type { Change } from "../../src/training/curriculum.ts";
import { aCourse } from "./a-course.ts";

const change = (version: string, ...modules: readonly string[]): Change => ({ version, modules, summary: "" });

function changed(version: string, now: string, ...changes: readonly Change[]): readonly string[] {
  const course = { ...aCourse({ pools: [8, 8, 8] }), version: now, changes };
  return changedSince(course, version).map(({ id }) => id);
}

const ALL = ["m0", "m1", "m2"];

describe("what changed since a version", () => {
  it.each<[string, readonly [string, string, ...Change[]], readonly string[]]>([
    ["is nothing in the same version", ["1.1.0", "1.1.0", change("1.1.0", "m0")], []],
    ["is nothing where only patches lie between", ["1.1.0", "1.1.9", change("1.1.0", "m0")], []],
    ["is what the newer minor version names", ["1.0.3", "1.1.0", change("1.1.0", "m1")], ["m1"]],
    [
      "is the union of all newer minor versions, in the course's order",
      ["1.0.0", "1.3.0", change("1.3.0", "m2"), change("1.2.0", "m0"), change("1.0.0", "m1")],
      ["m0", "m2"],
    ],
    ["is everything where one of them names none", ["1.0.0", "1.2.0", change("1.2.0"), change("1.1.0", "m0")], ALL],
    ["is everything where nothing is said", ["1.0.0", "1.1.0"], ALL],
    ["is everything where what is named is no longer there", ["1.0.0", "1.1.0", change("1.1.0", "gone")], ALL],
    ["is nothing for who has a later one", ["1.4.0", "1.3.0", change("1.3.0", "m2")], []],
  ])("%s", (_, [version, now, ...changes], expected) => {
    expect(changed(version, now, ...changes)).toEqual(expected);
  });
});
