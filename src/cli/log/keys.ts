import { resolve } from "node:path";
import { type NoteKey, parseVkey, vkeyOf } from "../../gatelog/note.ts";
import { UsageError } from "../failure.ts";
import { readIfThere } from "../read-if-there.ts";

/** Each a verifier key, or a file with one on each line, and comments behind `#`: what `/log/vkey` answers. */
export async function readVkeys(given: readonly string[], folder: string): Promise<readonly NoteKey[]> {
  const found = await Promise.all(given.map(async (one) => [parseVkey(one) ?? (await keysIn(one, folder))].flat()));
  return found.flat();
}

async function keysIn(path: string, folder: string): Promise<readonly NoteKey[]> {
  const bytes = await readIfThere(resolve(folder, path));
  const lines = Buffer.from(bytes ?? [])
    .toString("utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const keys = lines.map(parseVkey).filter((key) => key !== undefined);
  if (bytes === null || lines.length === 0 || keys.length < lines.length)
    throw new UsageError(`--key: ${path} is neither a verifier key, name+id+base64, nor a file with one on each line`);
  return keys;
}

/**
 * The keys under the names that they have in the log of this origin. One key signs every epoch of an installation, each
 * time under that epoch's name; who trusts it trusts it for all of them, and for no other installation.
 */
export function keysFor(origin: string, keys: readonly NoteKey[]): readonly NoteKey[] {
  const namesake = keys.filter(({ name }) => installationOf(name) === installationOf(origin));
  return namesake.map(({ publicKey }) => parseVkey(vkeyOf(origin, publicKey))).filter((key) => key !== undefined);
}

function installationOf(origin: string): string {
  return origin.replace(/\/log\/\d+$/, "");
}
