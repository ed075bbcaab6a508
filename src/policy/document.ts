import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from "yaml";
import { type Path, type Position, type Problem, pathText } from "./problem.ts";

/** A text of YAML as plain values, with the place of each. */
export interface YamlFile {
  readonly source: string;
  /** Undefined where the text is not YAML or is too much of it. */
  readonly value: unknown;
  /** Where each value stands, by its path as text. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Where each key stands, by the path of its value. */
  readonly keys: ReadonlyMap<string, Position>;
  readonly problems: readonly Problem[];
}

const LONGEST_TEXT = 65_536;
/** Counted after aliases are followed, so that a short text cannot stand for an endless one. */
const MOST_VALUES = 20_000;
const DEEPEST = 20;

class TooMuchError extends Error {
  override readonly name = "TooMuchError";
}

interface Reading {
  readonly document: Document;
  readonly positions: Map<string, Position>;
  readonly keys: Map<string, Position>;
  readonly problems: Omit<Problem, "source">[];
  readonly positionOf: (offset: number) => Position;
  values: number;
}

export function readYaml({ source, text }: { readonly source: string; readonly text: string }): YamlFile {
  const nowhere = { source, value: undefined, positions: new Map(), keys: new Map() };
  if (text.length > LONGEST_TEXT)
    return { ...nowhere, problems: [{ ...start(source), message: "is longer than 64 KB" }] };

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const reading: Reading = { document, positionOf, positions: new Map(), keys: new Map(), problems: [], values: 0 };
  try {
    const value = read(reading, document.contents, [], 0);
    noteSyntax(reading);
    const problems = reading.problems.map((problem) => ({ source, ...problem }));
    const broken = document.errors.some(({ code }) => code !== "DUPLICATE_KEY");
    return { source, value: broken ? undefined : value, positions: reading.positions, keys: reading.keys, problems };
  } catch (error) {
    if (!(error instanceof TooMuchError)) throw error;
    return { ...nowhere, problems: [{ ...start(source), message: error.message }] };
  }
}

function start(source: string) {
  return { source, line: 1, column: 1, path: "" } as const;
}

function noteSyntax({ document, keys, problems, positionOf }: Reading): void {
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const at = positionOf(pos[0]);
    if (code === "DUPLICATE_KEY") {
      const [path = ""] = [...keys].find(([, key]) => key.line === at.line && key.column === at.column) ?? [];
      problems.push({ ...at, path, message: "stands here for the second time" });
    } else {
      problems.push({ ...at, path: "", message: `is not YAML that can be read: ${message}` });
    }
  }
}

function read(reading: Reading, node: unknown, path: Path, depth: number): unknown {
  reading.values += 1;
  if (reading.values > MOST_VALUES) throw new TooMuchError("holds more than 20,000 values, aliases counted each time");
  if (depth > DEEPEST) throw new TooMuchError("is nested more than 20 deep");
  notePosition(reading, node, path);

  if (isAlias(node)) return readAlias(reading, node, path, depth);
  if (isMap(node)) return readMap(reading, node.items, path, depth);
  if (isSeq(node)) return node.items.map((item, index) => read(reading, item, [...path, index], depth + 1));
  return isScalar(node) ? node.value : null;
}

function notePosition({ positions, positionOf }: Reading, node: unknown, path: Path): void {
  const range = (node as Node | null | undefined)?.range;
  if (range) positions.set(pathText(path), positionOf(range[0]));
}

function readAlias(reading: Reading, alias: Alias, path: Path, depth: number): unknown {
  const named = alias.resolve(reading.document);
  if (named !== undefined) {
    const value = read(reading, named, path, depth + 1);
    notePosition(reading, alias, path);
    return value;
  }
  const at = reading.positions.get(pathText(path)) ?? { line: 1, column: 1 };
  reading.problems.push({ ...at, path: pathText(path), message: `refers to &${alias.source}, which is nowhere above` });
  return null;
}

function readMap(reading: Reading, pairs: readonly Pair[], path: Path, depth: number): Record<string, unknown> {
  // Without a prototype, so that a key named `constructor` or `__proto__` is a key like any other.
  const record: Record<string, unknown> = Object.create(null);
  for (const { key, value } of pairs) {
    const at = reading.positionOf((key as Node | null)?.range?.[0] ?? 0);
    if (!isScalar(key) || typeof key.value !== "string") {
      reading.problems.push({ ...at, path: pathText(path), message: "has a key that is not a word" });
      continue;
    }
    const inner = [...path, key.value];
    reading.keys.set(pathText(inner), at);
    reading.positions.set(pathText(inner), at);
    record[key.value] = read(reading, value, inner, depth + 1);
  }
  return record;
}
