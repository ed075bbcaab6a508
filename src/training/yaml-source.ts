import { type Alias, type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import type { Report } from "./problem.ts";

type Path = readonly PropertyKey[];

/** A YAML text that was read, and where in its file each of its values stands. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** The line of the value at `path`, or of the nearest one around it that exists. */
  lineOf(path: Path): number;
  /** The line of a key of the map at `path`. */
  lineOfKey(path: Path, key: string): number;
}

/** `linesBefore` is the number of lines in the file before `text` starts. Undefined: it is not YAML, which is reported. */
export function readYaml(file: string, text: string, report: Report, linesBefore = 0): YamlSource | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => linesBefore + counter.linePos(offset).line;

  const faults = [...document.errors, ...document.warnings];
  for (const fault of faults) report({ file, line: lineAt(fault.pos[0]), message: fault.message });
  const lost = faults.length === 0 ? lostAliases(document) : [];
  for (const { source: name, range } of lost) {
    const message = `*${name} repeats what &${name} names, which is nowhere above: put a text with a star in front in quotes`;
    report({ file, line: lineAt(range?.[0] ?? 0), message });
  }
  if (faults.length + lost.length > 0) return undefined;

  return {
    file,
    value: document.toJS(),
    lineOf: (path) => lineAt(offsetOf(document, path)),
    lineOfKey: (path, key) => lineAt(offsetOfKey(document, path, key)),
  };
}

/** The value at `path` as the schema gives it; undefined if it does not fit, which is reported in full. */
export function checkShape<S extends z.ZodType>(
  source: YamlSource,
  schema: S,
  value: unknown,
  report: Report,
  path: Path = [],
): z.infer<S> | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const at = [...path, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        report({
          file: source.file,
          line: source.lineOfKey(at, key),
          message: `unknown key ${printPath([...at, key])}`,
        });
      }
    } else {
      report({ file: source.file, line: source.lineOf(at), message: prefix(at, plain(issue)) });
    }
  }
  return undefined;
}

function plain(issue: z.core.$ZodIssue): string {
  const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return missing ? `is missing (${issue.expected})` : issue.message;
}

function prefix(path: Path, message: string): string {
  return path.length === 0 ? message : `${printPath(path)}: ${message}`;
}

function printPath(path: Path): string {
  return path
    .map((part, at) => (typeof part === "number" ? `[${part}]` : `${at > 0 ? "." : ""}${String(part)}`))
    .join("");
}

/** The parser throws at them, and tells no line. */
function lostAliases(document: Document): readonly Alias[] {
  const found: Alias[] = [];
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) found.push(alias);
    },
  });
  return found;
}

function offsetOf(document: Document, path: Path): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function offsetOfKey(document: Document, path: Path, key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const found = isMap(map) ? map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key) : undefined;
  return isScalar(found?.key) && found.key.range ? found.key.range[0] : offsetOf(document, path);
}
