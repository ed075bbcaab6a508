import { AssertionError } from "node:assert";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What became of a proof. */
export interface Outcome {
  /** The error's name; null where the proof passed. */
  readonly error: string | null;
  readonly message: string;
}

export interface PairOutcome {
  readonly folder: string;
  readonly vulnerable: Outcome;
  readonly fixed: Outcome;
}

/** Folders of the pairs of a content folder that have this file. */
export function pairsWith(content: string, file: string): readonly string[] {
  return readdirSync(content, { recursive: true, encoding: "utf8" })
    .filter((path) => /^[^/]+\/[^/]+\/pairs\/[^/]+\/[^/]+$/.test(path.replaceAll("\\", "/")))
    .map((path) => join(content, path))
    .filter((folder) => existsSync(join(folder, file)))
    .sort();
}

export async function runTypeScriptPair(folder: string): Promise<PairOutcome> {
  return {
    folder,
    vulnerable: await proveTypeScript(folder, "vulnerable"),
    fixed: await proveTypeScript(folder, "fixed"),
  };
}

async function proveTypeScript(folder: string, half: string): Promise<Outcome> {
  try {
    const proof = await import(join(folder, "proof.ts"));
    await proof.prove(await import(join(folder, `${half}.ts`)));
    return { error: null, message: "" };
  } catch (error) {
    if (!(error instanceof Error)) return { error: "no Error", message: String(error) };
    return { error: error instanceof AssertionError ? "AssertionError" : error.name, message: error.message };
  }
}

/** What a pair does not show; nothing where the one half falls to the attack and the other withstands it. */
export function faultsOf({ vulnerable, fixed }: PairOutcome): readonly string[] {
  const faults: string[] = [];
  if (vulnerable.error === null) faults.push("the proof passes on the vulnerable half");
  else if (vulnerable.error !== "AssertionError")
    faults.push(`the vulnerable half breaks instead of failing: ${vulnerable.error}: ${vulnerable.message}`);
  else if (vulnerable.message === "") faults.push("the proof does not say what went wrong");
  if (fixed.error !== null) faults.push(`the fixed half fails: ${fixed.error}: ${fixed.message}`);
  return faults;
}
