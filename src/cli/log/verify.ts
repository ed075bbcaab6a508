import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Checkpoint } from "../../gatelog/checkpoint.ts";
import { describeFault } from "../../gatelog/log-fault.ts";
import type { NoteKey } from "../../gatelog/note.ts";
import { claimedOrigin, openCheckpoint } from "../../gatelog/signed-checkpoint.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { type CheckedLog, checkFolder, logFoldersIn } from "./folder.ts";
import { keysFor, readVkeys } from "./keys.ts";

export interface VerifyLog {
  readonly key: readonly string[];
  readonly old?: string;
  readonly json?: boolean;
}

/** Reads files and nothing else: no database, no environment, no network. */
export async function verifyLog({ terminal }: Cli, folder: string, options: VerifyLog): Promise<ExitCode> {
  const keys = await readVkeys(options.key, terminal.folder);
  const old = options.old === undefined ? null : await readOld(resolve(terminal.folder, options.old), keys);
  const folders = await logFoldersIn(resolve(terminal.folder, folder));
  const checked: CheckedLog[] = [];
  for (const one of folders) checked.push(await checkFolder(one, { keys, old }));
  if (old && !checked.some(({ origin }) => origin === old.origin))
    throw new UsageError(`--old is a checkpoint of ${old.origin}, and that log is not in ${folder}`);
  terminal.tell(options.json ? toJson(checked) : checked.flatMap((log) => linesOf(log, old)).join("\n"));
  return checked.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

/** Signed by a given key too: a checkpoint that anybody could have written proves nothing. */
async function readOld(path: string, keys: readonly NoteKey[]): Promise<Checkpoint> {
  const note = await readFile(path, "utf8");
  const opened = openCheckpoint(note, keysFor(claimedOrigin(note), keys));
  if (!opened.ok) throw new UsageError(`--old: ${path}: ${describeFault(opened.fault)}`);
  return opened.checkpoint;
}

function linesOf({ folder, origin, checkpoint, faults }: CheckedLog, old: Checkpoint | null): readonly string[] {
  const name = origin === "" ? folder : origin;
  if (!checkpoint || faults.length > 0) return faults.map((fault) => `${name}: ${describeFault(fault)}`);
  const root = Buffer.from(checkpoint.root).toString("base64");
  const lines = [`${name}: ${checkpoint.size} entries, each as it was signed. The root is ${root}`];
  return old?.origin === origin ? [...lines, `${name}: it goes on from your checkpoint of ${old.size} entries`] : lines;
}

function toJson(checked: readonly CheckedLog[]): string {
  const logs = checked.map(({ folder, origin, checkpoint, faults }) => ({
    folder,
    origin,
    size: checkpoint?.size ?? null,
    root: checkpoint && Buffer.from(checkpoint.root).toString("base64"),
    faults,
  }));
  return JSON.stringify({ ok: logs.every(({ faults }) => faults.length === 0), logs }, undefined, 2);
}
