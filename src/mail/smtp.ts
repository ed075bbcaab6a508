import { createTransport } from "nodemailer";
import { MailError, type TestedMailer } from "../pipeline/mailer.ts";

/** A mail server that greets late, against senders of junk, still answers within these. */
const LIMITS = { connectionTimeout: 20_000, greetingTimeout: 30_000, socketTimeout: 60_000 } as const;

export interface SmtpConfig {
  /** `smtp://` turns to TLS where the server offers it; `?requireTLS=true` insists, and `smtps://` begins with it. */
  readonly url: string;
  /** `Training gate <training@example.org>` */
  readonly from: string;
}

/** One connection a mail: they are few. */
export function createMailer({ url, from }: SmtpConfig): TestedMailer {
  // Nothing of a mail is ever fetched from a file or an address.
  const transport = createTransport({ url, ...LIMITS, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send({ to, subject, text, attachments = [] }) {
      const files = attachments.map(({ name, text: content }) => ({
        filename: name,
        content,
        contentType: "text/plain",
      }));
      const sent = await transport
        .sendMail({ from, to: [...to], subject, text, attachments: files })
        .catch((error: unknown) => {
          // Without its cause: what the server says in words may hold addresses, and a job keeps its error.
          throw new MailError(reasonOf(error), { isFinal: isRefusedForGood(error) });
        });
      return { refused: sent.rejected.length };
    },
    async verify() {
      await transport.verify().catch((error: unknown) => {
        throw new MailError(reasonOf(error));
      });
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EAUTH: "the user or password of SMTP_URL was refused",
  ECONNECTION: "not reached",
  EDNS: "its name was not found",
  ETIMEDOUT: "no answer in time",
  ESOCKET: "the connection broke off",
  ETLS: "TLS could not be agreed on",
  EENVELOPE: "an address was refused",
};

/** From 500 on a server means it for good: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1 */
function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "EENVELOPE") return false;
  return "responseCode" in error && typeof error.responseCode === "number" && error.responseCode >= 500;
}

/** What a server answers in words may hold addresses; its number and the step that failed do not. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const answered = "responseCode" in error && typeof error.responseCode === "number" ? ` (${error.responseCode})` : "";
  return `${REASONS[code] ?? code}${answered}`;
}
