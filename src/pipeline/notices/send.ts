import type { Outcome } from "../../domain/stores/notices.ts";
import { MailError } from "../mailer.ts";
import type { Channel, Message, Recipient } from "./port.ts";

interface Sending {
  readonly recipient: Recipient | null;
  readonly message: Message;
  readonly all: boolean;
  readonly final: boolean;
}

/** By the first that reaches them, or by all; what the first says stands for why it reached nobody. */
export async function sendBy(
  channels: readonly Channel[],
  { recipient, message, all, final }: Sending,
): Promise<Outcome> {
  let outcome: Outcome = {
    delivered: false,
    channel: null,
    ref: null,
    why: channels.length === 0 ? "no-channel" : null,
  };
  for (const channel of channels) {
    if (outcome.delivered && !all) break;
    const sent = await trySend(channel, { recipient, message, final });
    if (outcome.delivered) continue;
    outcome = sent.delivered
      ? { delivered: true, channel: channel.name, ref: sent.ref, why: null }
      : { ...outcome, why: outcome.why ?? sent.why };
  }
  return outcome;
}

async function trySend(channel: Channel, { recipient, message, final }: Omit<Sending, "all">) {
  try {
    return await channel.send(recipient, message);
  } catch (error) {
    if (error instanceof MailError && final) return { delivered: false, why: "mail-server" } as const;
    throw error;
  }
}
