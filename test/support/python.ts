import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { PairOutcome } from "./pairs.ts";

/** The tests that need a Python beside Node. */
export const PYTHON_SUITE = "pairs and snippets in Python";
export const PYTHON_NEEDS = "needs python3, 3.10 or later";

const NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 10))";

export function hasPython(): boolean {
  return spawnSync("python3", ["-c", NEW_ENOUGH]).status === 0;
}

/** All in one process. Nothing is written beside the pairs. */
export function runPythonPairs(folders: readonly string[]): readonly PairOutcome[] {
  const runner = join(import.meta.dirname, "run_pairs.py");
  const { stdout, stderr, status } = spawnSync("python3", ["-B", runner], {
    input: folders.join("\n"),
    encoding: "utf8",
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`The pairs in Python did not run to their end: ${stderr}`);
  return stdout
    .split("\n")
    .filter((line) => line.startsWith('{"folder"'))
    .map((line) => JSON.parse(line));
}

const FIND_SLIPS = `
import ast, json, sys
for one in json.load(sys.stdin):
    try:
        ast.parse(one["code"])
    except SyntaxError as error:
        print(f"{one['where']}:{error.lineno} {error.msg}")
`;

/** What Python cannot read, as `where:line message`. Nothing of it is run. */
export function findPythonSlips(
  snippets: readonly { readonly where: string; readonly code: string }[],
): readonly string[] {
  const { stdout, stderr, status } = spawnSync("python3", ["-c", FIND_SLIPS], {
    input: JSON.stringify(snippets),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The snippets could not be read: ${stderr}`);
  return stdout.split("\n").filter(Boolean);
}
