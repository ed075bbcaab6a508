import { readFile } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";
import { readConfig } from "../config.ts";
import { type LayeredPolicy, layerPolicies, type PolicyFile } from "../policy/layer.ts";
import { parsePolicy } from "../policy/parse.ts";
import type { Problem } from "../policy/problem.ts";
import { UsageError } from "./failure.ts";
import type { Terminal } from "./terminal.ts";

export interface PolicyFiles {
  /** The deployment's; `POLICY_FILE` if left out. */
  readonly file?: string | undefined;
  readonly organisation?: string;
}

export type ReadPolicies =
  | { readonly ok: true; readonly sources: readonly string[]; readonly layered: LayeredPolicy }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The policy as these files make it. An organisation's file is looked at only on a deployment's that is valid. */
export async function readPolicies(terminal: Terminal, { file, organisation }: PolicyFiles): Promise<ReadPolicies> {
  const path = file === undefined ? readConfig(terminal.environment(), []).policy.file : resolve(terminal.folder, file);
  const below = await readOne(terminal, path);
  if (!below.ok) return below;
  if (organisation === undefined) return { ok: true, sources: [below.source], layered: layerPolicies(below) };

  const above = await readOne(terminal, resolve(terminal.folder, organisation), below);
  if (!above.ok) return above;
  return { ok: true, sources: [below.source, above.source], layered: layerPolicies(below, above) };
}

async function readOne(terminal: Terminal, path: string, deployment?: PolicyFile) {
  const source = shownPath(terminal.folder, path);
  const text = await readText(path, source);
  return parsePolicy({ source, text, ...(deployment && { deployment }) });
}

async function readText(path: string, source: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new UsageError(`${source} cannot be read (${error.code}). Name another file, or set POLICY_FILE`);
  }
}

/** As an editor opens it from here: short where the file lies below the folder. */
function shownPath(folder: string, path: string): string {
  const below = relative(folder, path);
  return below.startsWith("..") || isAbsolute(below) ? path : below;
}
