import type { KeyObject } from "node:crypto";
import type { StoredEpoch } from "../../domain/stores/log-tree.ts";
import { type NoteKey, parseVkey, vkeyOf } from "../../gatelog/note.ts";
import type { SigningKeys } from "./deps.ts";

/** Names one log for good: https://c2sp.org/tlog-checkpoint asks for host and path without a scheme. */
export function originOf(host: string, epoch: number): string {
  return `${host}/log/${epoch}`;
}

export function parseOrigin(origin: string): { readonly host: string; readonly epoch: number } | undefined {
  const [, host, epoch] = /^(\S+)\/log\/([1-9]\d{0,8})$/.exec(origin) ?? [];
  return host === undefined ? undefined : { host, epoch: Number(epoch) };
}

/** An address that changes later renames no log: the host stays what it was for the first. */
export function hostOf(epochs: readonly StoredEpoch[], given: string): string {
  const [first] = epochs;
  return (first && parseOrigin(first.origin)?.host) ?? given;
}

/** A key as others check it. Its name is the log's origin, so that no signature of one log is taken for another's. */
export function noteKeyOf(origin: string, key: KeyObject): NoteKey {
  const parsed = parseVkey(vkeyOf(origin, key));
  if (!parsed) throw new RangeError("A key that signs notes can check them");
  return parsed;
}

/** What the keys here have signed for this log opens with these. */
export function noteKeysOf(origin: string, { current, previous }: SigningKeys): readonly NoteKey[] {
  return [current, ...(previous ? [previous] : [])].map((key) => noteKeyOf(origin, key));
}
