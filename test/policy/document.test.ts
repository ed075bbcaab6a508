import { describe, expect, it } from "vitest";
import { readYaml } from "../../src/policy/document.ts";

function read(text: string) {
  return readYaml({ source: "app.yml", text });
}

describe("readYaml", () => {
  it("knows where each value and each key stands", () => {
    const { value, positions, keys, problems } = read("mode: flag\nscopes:\n  - { from: 2026-12-01 }\n");

    expect(problems).toEqual([]);
    expect(value).toEqual({ mode: "flag", scopes: [{ from: "2026-12-01" }] });
    expect(positions.get("scopes[0].from")).toEqual({ line: 3, column: 13 });
    expect(keys.get("scopes[0].from")).toEqual({ line: 3, column: 7 });
  });

  it("keeps a key that every object inherits as a key like any other", () => {
    const { value } = read("__proto__: { mode: block }\nconstructor: 1\n");

    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
    expect((value as { mode?: string }).mode).toBeUndefined();
  });

  it("follows an alias, and places its value where the alias stands", () => {
    const { value, positions } = read("a: &days [30d]\nb: *days\n");

    expect(value).toEqual({ a: ["30d"], b: ["30d"] });
    expect(positions.get("b")).toEqual({ line: 2, column: 4 });
  });

  it.each([
    ["a key that stands twice", "mode: flag\nmode: block\n", 2, "stands here for the second time"],
    ["broken YAML", "mode: 'flag\n", 2, "is not YAML that can be read"],
    ["a second document", "mode: flag\n---\nmode: block\n", 2, "is not YAML that can be read"],
    ["a tag that nothing resolves", "mode: !!js/function x\n", 1, "is not YAML that can be read"],
    ["an alias without an anchor", "mode: *nothing\n", 1, "refers to &nothing, which is nowhere above"],
    ["a key that is a list", "? [a]\n: b\n", 1, "has a key that is not a word"],
    ["a key that is a number", "1: b\n", 1, "has a key that is not a word"],
    ["an alias that holds itself", "a: &a [*a]\n", 1, "is nested more than 20 deep"],
    ["deep nesting", `a: ${"[".repeat(30)}${"]".repeat(30)}\n`, 1, "is nested more than 20 deep"],
    ["nesting that exhausts the parser", `a: ${"[".repeat(60_000)}\n`, 1, ""],
    ["too long a text", `# ${"x".repeat(70_000)}\n`, 1, "is longer than 64 KB"],
  ])("refuses %s", (_, text, line, message) => {
    const { problems } = read(text);

    expect(problems[0]).toMatchObject({ source: "app.yml", line, message: expect.stringContaining(message) });
  });

  it("does not unfold aliases of aliases without end", () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const below = level === 0 ? "x" : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array(9).fill(below).join(", ")}]`;
    });

    expect(read(levels.join("\n")).problems[0]?.message).toBe(
      "holds more than 20,000 values, aliases counted each time",
    );
  });
});
