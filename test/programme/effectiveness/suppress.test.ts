import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Group, toldGroups } from "../../../src/programme/effectiveness/suppress.ts";

const sum = (groups: readonly Group[]) => groups.reduce((total, { people }) => total + people, 0);
const groups = (...sizes: readonly number[]) => sizes.map((people, index) => ({ name: `group ${index}`, people }));
const sizesOf = (told: readonly Group[]) => told.map(({ people }) => people);

describe("groups of a whole that is told", () => {
  it.each([
    ["all, where none is small", [7, 5, 12], [5, 7, 12]],
    ["none of fewer than five", [3, 2, 12], [12]],
    ["not the next one either, where a single small one would be what is left over", [3, 6, 12], [12]],
    ["nothing, where all of it is a small one and another", [4, 20], []],
    ["nothing, where nobody is in any", [0, 0], []],
    ["all others, where a group is empty", [0, 5, 6], [5, 6]],
  ])("are told: %s", (_, sizes, told) => {
    expect(sizesOf(toldGroups(groups(...sizes)))).toEqual(told);
  });

  it("never let a figure of fewer than five people be seen, or be found by taking the told ones from the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 12 }), (sizes) => {
        const all = groups(...sizes);

        const told = toldGroups(all);

        for (const { people } of told) expect(people).toBeGreaterThanOrEqual(5);
        const leftOver = sum(all) - sum(told);
        // Fewer than five in the whole: then not even the whole is told.
        if (sum(all) >= 5 && leftOver > 0) expect(leftOver).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  it("are the same ones in whichever order they come", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(groups(3, 5, 5, 6, 9, 1), { minLength: 6, maxLength: 6 }), (shuffled) => {
        const names = (told: readonly Group[]) => told.map(({ name }) => name);

        expect(names(toldGroups(shuffled))).toEqual(names(toldGroups(groups(3, 5, 5, 6, 9, 1))));
      }),
    );
  });
});
