import { readFile } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";
import { readConfig } from "../../config.ts";
import { missingFromManifest } from "../../policy/app-needs.ts";
import { type LayeredPolicy, layerPolicies, type PolicyFile } from "../../policy/layer.ts";
import type { Manifest } from "../../policy/manifest.ts";
import { parsePolicy } from "../../policy/parse.ts";
import type { Problem } from "../../policy/problem.ts";
import type { Terminal } from "../terminal.ts";
import { asUnreadable } from "../unreadable.ts";

export interface PolicyFiles {
  /** The deployment's; `POLICY_FILE` if left out. */
  readonly file?: string | undefined;
  readonly organisation?: string;
}

export type ReadPolicies =
  | {
      readonly ok: true;
      readonly sources: readonly string[];
      readonly layered: LayeredPolicy;
      /** What the policy needs and the App's manifest in the deployment's file does not ask for. */
      readonly lacking: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The policy as these files make it. An organisation's file is looked at only on a deployment's that is valid. */
export async function readPolicies(terminal: Terminal, { file, organisation }: PolicyFiles): Promise<ReadPolicies> {
  const path = file === undefined ? readConfig(terminal.environment(), []).policy.file : resolve(terminal.folder, file);
  const below = await readOne(terminal, path);
  if (!below.ok) return below;
  if (organisation === undefined) return joined(below);
  const above = await readOne(terminal, resolve(terminal.folder, organisation), below);
  return above.ok ? joined(below, above) : above;
}

function joined(below: PolicyFile & { readonly manifest: Manifest }, above?: PolicyFile): ReadPolicies {
  const layered = layerPolicies(below, above);
  const sources = [below.source, ...(above ? [above.source] : [])];
  return { ok: true, sources, layered, lacking: missingFromManifest(layered.policy, below.manifest) };
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
    throw asUnreadable(error, source, "Name another file, or set POLICY_FILE");
  }
}

/** As an editor opens it from here: short where the file lies below the folder. */
function shownPath(folder: string, path: string): string {
  const below = relative(folder, path);
  return below.startsWith("..") || isAbsolute(below) ? path : below;
}
