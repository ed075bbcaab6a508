import type { AccountId, PersonId } from "../../domain/ids.ts";
import type { ChannelName, Unreached } from "../../domain/stores/notices.ts";
import type { Mail } from "../mailer.ts";

/** Somebody who is told something. */
export interface Recipient {
  readonly person: PersonId;
  readonly accounts: readonly { readonly id: AccountId; readonly login: string }[];
  readonly address: string | null;
}

export interface Words {
  readonly subject: string;
  /** Reads well as plain text too: addresses stand as they are, lists begin with a hyphen. */
  readonly markdown: string;
}

/** Of what belongs to a mail, only mail has room. */
export interface Message extends Words, Pick<Mail, "attachments" | "html" | "id"> {
  /** What may stand where others can read it. */
  readonly quiet: Words;
}

export type Sent =
  | { readonly delivered: true; readonly ref: string | null }
  | { readonly delivered: false; readonly why: Unreached };

/**
 * A way to tell people something. What may pass (GitHub or the mail server does not answer) throws, so that it is tried
 * again; `delivered: false` will not change by itself.
 */
export interface Channel {
  readonly name: ChannelName;
  /** `to` null: those who run this app. */
  send(to: Recipient | null, message: Message): Promise<Sent>;
  /** What is wrong with it, as sentences with what to do; none: it works. */
  test(): Promise<readonly ChannelFault[]>;
}

export interface ChannelFault {
  readonly detail: string;
  readonly remedy: string;
}
