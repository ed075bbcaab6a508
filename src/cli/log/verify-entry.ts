import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describeFault, type LogFault } from "../../gatelog/log-fault.ts";
import { leafHash } from "../../gatelog/place.ts";
import { parseProof } from "../../gatelog/proof.ts";
import { readEntry } from "../../gatelog/read-entry.ts";
import { claimedOrigin, openCheckpoint } from "../../gatelog/signed-checkpoint.ts";
import { verifyInclusion } from "../../gatelog/tree.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { keysFor, readVkeys } from "./keys.ts";

export interface VerifyEntry {
  readonly key: readonly string[];
  readonly proof: string;
  readonly entry: string;
  readonly json?: boolean;
}

/** One entry by its proof alone, without the log. */
export async function verifyEntry({ terminal }: Cli, options: VerifyEntry): Promise<ExitCode> {
  const keys = await readVkeys(options.key, terminal.folder);
  const read = (path: string) => readFile(resolve(terminal.folder, path));
  const proof = parseProof((await read(options.proof)).toString("utf8"));
  if (!proof) throw new UsageError(`--proof: ${options.proof} is no c2sp.org/tlog-proof@v1`);
  const entry = await read(options.entry);

  const opened = openCheckpoint(proof.checkpoint, keysFor(claimedOrigin(proof.checkpoint), keys));
  const faults = opened.ok ? faultsOf(entry, proof, opened.checkpoint) : [opened.fault];
  const told = { ok: faults.length === 0, seq: proof.index, size: opened.ok ? opened.checkpoint.size : null, faults };
  if (options.json) terminal.tell(JSON.stringify(told, undefined, 2));
  else terminal.tell(told.ok ? soundText(told.seq, told.size) : faults.map(describeFault).join("\n"));
  return told.ok ? 0 : 1;
}

function faultsOf(
  entry: Uint8Array,
  { index, hashes }: { readonly index: number; readonly hashes: readonly Uint8Array[] },
  { size, root }: { readonly size: number; readonly root: Uint8Array },
): readonly LogFault[] {
  if (!verifyInclusion(leafHash(entry), index, size, hashes, root))
    return [{ kind: "edited", seq: index, message: "the proof does not lead from these bytes to the signed root" }];
  const reading = readEntry(entry);
  return reading.ok ? [] : [{ kind: "not an entry", seq: index, message: reading.problem }];
}

function soundText(seq: number, size: number | null): string {
  return `entry ${seq}: it stands as it is in the log of ${size} entries that was signed`;
}
