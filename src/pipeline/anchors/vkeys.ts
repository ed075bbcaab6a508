import type { OutsideStores } from "../../domain/stores/index.ts";
import { openNote, vkeyOf } from "../../gatelog/note.ts";
import type { SigningKeys } from "../log/deps.ts";
import { noteKeysOf } from "../log/origin.ts";

/**
 * The keys that the newest checkpoint can be checked by, as verifiers take them: the one in force first, and for some
 * weeks after a change the one before it. None before there is a log.
 */
export async function listVkeys(
  { logTree }: Pick<OutsideStores, "logTree">,
  keys: SigningKeys,
): Promise<readonly string[]> {
  const origin = (await logTree.epochs()).at(-1)?.origin;
  if (origin === undefined) return [];
  const checkpoint = await logTree.latest();
  const opened = checkpoint && openNote(checkpoint.note, noteKeysOf(origin, keys));
  const signers = opened?.ok ? opened.signedBy.map(({ publicKey }) => vkeyOf(origin, publicKey)) : [];
  const current = vkeyOf(origin, keys.current);
  return [current, ...signers.filter((vkey) => vkey !== current)];
}
