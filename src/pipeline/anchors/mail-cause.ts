import { z } from "zod";
import type { StoredCheckpoint } from "../../domain/stores/log-tree.ts";
import { openNote } from "../../gatelog/note.ts";

/** What the last mail said, and when. */
export const Told = z.object({
  at: z.iso.datetime(),
  epoch: z.int().nullable(),
  size: z.int().nullable(),
  /** Keys that had signed it: each name with its id. */
  signers: z.array(z.string()).readonly(),
  /** Since when signing was refused; null where it was not. */
  refusedSince: z.iso.datetime().nullable(),
});
export type Told = z.infer<typeof Told>;

export type MailCause = "refused" | "first" | "epoch" | "key" | "resumed" | "weekly";

const WEEK_MS = 7 * 86_400_000;

export function tellNow(checkpoint: StoredCheckpoint | null, refusedSince: Date | null, at: Date): Told {
  return {
    at: at.toISOString(),
    epoch: checkpoint?.epoch ?? null,
    size: checkpoint?.size ?? null,
    signers: checkpoint ? signersOf(checkpoint.note) : [],
    refusedSince: refusedSince?.toISOString() ?? null,
  };
}

/** Why a mail is due now; the most urgent reason, and null where there is nothing to say or all of it was said. */
export function mailCause(now: Told, told: Told | null): MailCause | null {
  if (now.refusedSince !== null && now.refusedSince !== told?.refusedSince) return "refused";
  if (now.epoch === null) return null;
  if (told === null || told.epoch === null) return "first";
  if (now.epoch !== told.epoch) return "epoch";
  if (now.signers.join("\n") !== told.signers.join("\n")) return "key";
  if (now.refusedSince === null && told.refusedSince !== null) return "resumed";
  return Date.parse(now.at) - Date.parse(told.at) >= WEEK_MS ? "weekly" : null;
}

/** Who signed, by what the note itself says: no key is asked here. */
function signersOf(note: string): readonly string[] {
  const opened = openNote(note, []);
  return !opened.ok && opened.problem.kind === "unknown-keys" ? opened.problem.keys : [];
}
