import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits, fitsOne } from "../../src/policy/glob.ts";

describe("fits", () => {
  it.each([
    ["payments-*", "payments-api", true],
    ["payments-*", "payments-", true],
    ["payments-*", "my-payments-api", false],
    ["*-api", "payments-api", true],
    ["*", "anything", true],
    ["**", "anything", true],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a*b*c", "a-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["ab*bc", "abc", false],
    ["Exact.Name", "exact.name", true],
    ["exact", "exact2", false],
    ["a.b", "axb", false],
  ])("says of %s and %s: %s", (pattern, name, expected) => {
    expect(fits(pattern, name)).toBe(expected);
  });

  it("agrees with a regular expression in which a star stands for any characters", () => {
    const letters = fc.array(fc.constantFrom("a", "b", ".", "*"), { maxLength: 8 }).map((all) => all.join(""));
    const name = fc.array(fc.constantFrom("a", "b", ".", "c"), { maxLength: 10 }).map((all) => all.join(""));

    fc.assert(
      fc.property(letters, name, (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
        expect(fits(pattern, text)).toBe(expression.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("answers at once for a pattern that makes regular expressions backtrack", () => {
    expect(fits(`${"a*".repeat(49)}b`, "a".repeat(100_000))).toBe(false);
  });

  it("takes any one of several patterns, and none of none", () => {
    expect(fitsOne(["x", "payments-*"], "payments-api")).toBe(true);
    expect(fitsOne([], "payments-api")).toBe(false);
  });
});
