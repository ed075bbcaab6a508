import { minuteText } from "../../gate/day-text.ts";
import type { Mail } from "../mailer.ts";
import type { MailCause } from "./mail-cause.ts";

export interface CheckpointNews {
  readonly cause: MailCause;
  /** Null where nothing was signed yet. */
  readonly checkpoint: { readonly epoch: number; readonly size: number; readonly note: string } | null;
  /** Every key whose signature the checkpoint bears, as verifiers take them. */
  readonly vkeys: readonly string[];
  /** `why` in sentences. */
  readonly refused: { readonly since: Date; readonly why: string } | null;
  /** Of this service: `https://training.example.org`. */
  readonly baseUrl: string;
}

const CAUSES: Readonly<Record<MailCause, string>> = {
  refused: "Checkpoints are not signed at the moment. Please read on, and ask the people who run it.",
  first: "This is the first of these mails. From now on one comes every week, and at once if something changes.",
  epoch:
    "A new log was begun: the one before was cut, or its database was restored from a backup. The first entry of the new one says so. Please ask the people who run it why.",
  key: "The key that signs has changed. The log holds an entry about it, under the old key. Please compare the new key with what the people who run it tell you.",
  resumed: "Checkpoints are signed again. Please ask the people who run it what had happened.",
  weekly: "This mail comes every week.",
};

const SUBJECTS: Readonly<Partial<Record<MailCause, string>>> = {
  refused: "NO new checkpoint: the access-gating log is not signed",
  epoch: "A new access-gating log was begun",
  key: "The access-gating log has a new key",
};

/** What an auditor keeps, and what to do with it. The checkpoint is in the text, and attached byte for byte. */
export function checkpointMail(news: CheckpointNews, to: readonly string[]): Mail {
  const { cause, checkpoint, refused, baseUrl } = news;
  const host = new URL(baseUrl).host;
  const subject = SUBJECTS[cause] ?? `Checkpoint of the access-gating log, ${entriesText(checkpoint?.size ?? 0)}`;
  const paragraphs = [
    `This is about the access-gating log of ${baseUrl}, which says who was let through to repositories, and why. ${CAUSES[cause]}`,
    ...(refused
      ? [`Since ${minuteText(refused.since.toISOString())} no checkpoint is signed. ${refused.why} The gate goes on.`]
      : []),
    ...(checkpoint ? keepText({ ...news, checkpoint }) : []),
  ];
  return {
    to,
    subject: `${host}: ${subject}`,
    text: `${paragraphs.join("\n\n")}\n`,
    ...(checkpoint && { attachments: [{ name: fileOf(checkpoint), text: checkpoint.note }] }),
  };
}

function keepText({
  checkpoint,
  vkeys,
  baseUrl,
}: CheckpointNews & { readonly checkpoint: NonNullable<CheckpointNews["checkpoint"]> }): readonly string[] {
  const [key = ""] = vkeys;
  return [
    `The newest checkpoint, of ${entriesText(checkpoint.size)}: the log's name, how many entries it has, what they all come to, and a signature.`,
    checkpoint.note.trimEnd(),
    "What it is for: keep this mail. If an entry that was there by then is ever changed, taken out or cut off, the log no longer continues this checkpoint, and nobody who runs it can hide that.",
    `How to compare: ask for an export (training-gate log export), save the attached ${fileOf(checkpoint)}, and run on a machine of your own:`,
    `npx training-gate log verify DIR --key '${key}' --old ${fileOf(checkpoint)}`,
    `The log's ${vkeys.length > 1 ? "keys, of which the one in force comes first" : "key"}. Ask once, by another way than mail, whether it is right:`,
    vkeys.join("\n"),
    `The newest checkpoint is always at ${baseUrl}/log/checkpoint.`,
  ];
}

const fileOf = ({ epoch, size }: { readonly epoch: number; readonly size: number }) =>
  `checkpoint-${epoch}-${size}.txt`;

function entriesText(size: number): string {
  return size === 1 ? "1 entry" : `${size.toLocaleString("en")} entries`;
}
