import { readConfig } from "../../config.ts";
import { openNote, vkeyOf } from "../../gatelog/note.ts";
import { loadCheckpointKeys, rotateCheckpointKey } from "../../keys.ts";
import { noteKeysOf } from "../../pipeline/log/origin.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { withStores } from "../storage.ts";

/**
 * Makes a new checkpoint key beside the one in force, which the next start of the server writes into the log. Refused
 * while the key in force has not signed the log itself: the one before it, which has, would be lost.
 */
export async function rotateKeys(cli: Cli, { json }: { readonly json?: boolean }): Promise<ExitCode> {
  const { terminal } = cli;
  const { keys: given } = readConfig(terminal.environment(), ["database"]);
  // Asked first, since it says what to do instead where the environment gives the key.
  if (given.folder === null || given.checkpointKey) await rotateCheckpointKey(given);

  const { checkpointKey } = await loadCheckpointKeys(given);
  const { origin, isSigned } = await withStores(cli, async ({ logTree }) => {
    const newest = (await logTree.epochs()).at(-1);
    const last = await logTree.latest();
    const known = newest ? noteKeysOf(newest.origin, { current: checkpointKey }) : [];
    return { origin: newest?.origin ?? null, isSigned: last === null || openNote(last.note, known).ok };
  });
  if (!isSigned) {
    terminal.complain("The key in force has not signed the log yet. Start the server, let it sign, and change then.");
    return 1;
  }
  const rotated = await rotateCheckpointKey(given);
  const vkeys =
    origin === null
      ? null
      : { old: vkeyOf(origin, rotated.previousCheckpointKey), new: vkeyOf(origin, rotated.checkpointKey) };
  terminal.tell(json ? JSON.stringify({ vkeys }) : textOf(vkeys));
  return 0;
}

function textOf(vkeys: { readonly old: string; readonly new: string } | null): string {
  const next = "Start the server again: it writes the change into the log, and for 30 days both keys sign.";
  if (vkeys === null) return `A new checkpoint key was made. ${next}`;
  return [
    `A new checkpoint key was made, and the old one is kept beside it. ${next}`,
    "",
    `old  ${vkeys.old}`,
    `new  ${vkeys.new}`,
    "",
    "Give the new one to whoever checks the log, by another way than the log itself.",
  ].join("\n");
}
