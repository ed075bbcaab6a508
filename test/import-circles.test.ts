import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { readSources, type SourceText, textOf } from "./support/sources.ts";

type Imports = ReadonlyMap<string, readonly string[]>;

/** What each file runs before itself. Types are gone by then, and may refer to each other. */
function importsOf(sources: readonly SourceText[]): Imports {
  return new Map(sources.map((source) => [source.path, runsFirst(source)]));
}

function runsFirst({ path, text }: SourceText): readonly string[] {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return statements
    .filter((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    .filter((statement) => !isOfTypes(statement))
    .map(({ moduleSpecifier }) => textOf(moduleSpecifier) ?? "")
    .filter((imported) => imported.startsWith("."))
    .map((imported) => posix.join(posix.dirname(path), imported));
}

function isOfTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** Those left when all are taken away, again and again, that import none of the rest or are imported by none. */
function circlesIn(imports: Imports): readonly string[] {
  const left = new Set(imports.keys());
  const importers = (path: string) => [...left].some((other) => imports.get(other)?.includes(path));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const path of left) if (!imports.get(path)?.some((imported) => left.has(imported))) left.delete(path);
  }
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const path of left) if (!importers(path)) left.delete(path);
  }
  return [...left];
}

describe("the files of src", () => {
  it("need none that need them: each can be loaded, read and understood after what it imports", () => {
    expect(circlesIn(importsOf(readSources()))).toEqual([]);
  });
});

describe("a circle", () => {
  const file = (path: string, text: string): SourceText => ({ path, text });

  it("is found by who is in it, not by who uses it or is used by it", () => {
    const sources = [
      file("main.ts", 'import { a } from "./gate/a.ts";'),
      file("gate/a.ts", 'import { b } from "./b.ts";'),
      file("gate/b.ts", 'export { a } from "./a.ts"; import { c } from "../c.ts";'),
      file("c.ts", ""),
    ];

    expect(circlesIn(importsOf(sources))).toEqual(["gate/a.ts", "gate/b.ts"]);
  });

  it("of types is none", () => {
    const sources = [file("a.ts", 'import type { B } from "./b.ts";'), file("b.ts", 'import { a } from "./a.ts";')];

    expect(circlesIn(importsOf(sources))).toEqual([]);
  });
});
