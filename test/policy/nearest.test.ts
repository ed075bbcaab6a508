import { describe, expect, it } from "vitest";
import { nearest } from "../../src/policy/nearest.ts";

describe("nearest", () => {
  it.each([
    ["blok", "block"],
    ["obsevre", "observe"],
    ["Flag", "flag"],
    ["flagg", "flag"],
    ["flga", "flag"],
    ["enforce", undefined],
    ["a", undefined],
    ["x".repeat(10_000), undefined],
  ])("takes %s for %s", (word, meant) => {
    expect(nearest(word, ["observe", "flag", "block"])).toBe(meant);
  });

  it("takes two neighbours that changed places for one slip, also in a short word", () => {
    expect(nearest("cpa", ["cap"])).toBe("cap");
    expect(nearest("cxy", ["cap"])).toBeUndefined();
  });

  it("prefers the nearer of two", () => {
    expect(nearest("cap", ["map", "cape", "cap"])).toBe("cap");
  });
});
