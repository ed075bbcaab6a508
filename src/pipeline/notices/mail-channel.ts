import { MailError, type Mailer, type TestedMailer } from "../mailer.ts";
import type { Channel, Sent } from "./port.ts";

export interface MailChannelDeps {
  /** Null: SMTP_URL is not set. */
  readonly mailer: TestedMailer | null;
  /** Those who run this app. */
  readonly office: readonly string[];
}

/** To the address that the roster has, or that was proved at sign-in. */
export function createMailChannel({ mailer, office }: MailChannelDeps): Channel {
  return {
    name: "mail",
    async send(to, { subject, markdown, quiet: _, ...rest }) {
      const addresses = to === null ? office : to.address === null ? [] : [to.address];
      if (!mailer) return { delivered: false, why: "no-channel" };
      if (addresses.length === 0) return { delivered: false, why: "no-address" };
      return sendBy(mailer, { to: addresses, subject, text: markdown, ...rest });
    },
    async test() {
      if (!mailer)
        return [{ detail: "notices go by mail, and no mail server is set", remedy: "Set SMTP_URL and MAIL_FROM" }];
      try {
        await mailer.verify();
        return [];
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        return [{ detail: `the mail server cannot be used: ${error.detail.reason}`, remedy: "Look at SMTP_URL" }];
      }
    },
  };
}

async function sendBy(mailer: Mailer, mail: Parameters<Mailer["send"]>[0]): Promise<Sent> {
  try {
    await mailer.send(mail);
    return { delivered: true, ref: null };
  } catch (error) {
    if (error instanceof MailError && error.isFinal) return { delivered: false, why: "address-refused" };
    throw error;
  }
}
