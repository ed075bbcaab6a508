import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { MailError, type TestedMailer } from "../pipeline/mailer.ts";

/** A mail server that greets late, against senders of junk, still answers within these. */
const LIMITS = { connectionTimeout: 20_000, greetingTimeout: 30_000, socketTimeout: 60_000 } as const;

/**
 * What mail servers bear that count: few connections, used again, and so many mails a second at most. Others can be said in
 * the address: `?rateLimit=30&rateDelta=60000` is 30 a minute. A connection that nobody uses is given back soon.
 */
const PACE = { pool: true, maxConnections: 2, rateLimit: 5, rateDelta: 1_000, idleTimeout: 1_000 } as const;

export interface SmtpConfig {
  /** `smtp://` turns to TLS where the server offers it; `?requireTLS=true` insists, and `smtps://` begins with it. */
  readonly url: string;
  /** `Training gate <training@example.org>` */
  readonly from: string;
  /** Where answers go; left out: to `from`. */
  readonly replyTo?: string | undefined;
}

export function createMailer({ url, from, replyTo }: SmtpConfig): TestedMailer {
  // Nothing of a mail is ever fetched from a file or an address.
  const transport = createTransport({ url, ...LIMITS, ...PACE, disableFileAccess: true, disableUrlAccess: true });
  const begun = new Map<string, Readable>();
  transport.use("stream", ({ message }, done) => {
    const create = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = create(options);
      begun.set(message.messageId(), stream);
      return stream;
    };
    done();
  });
  const host = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? "localhost";
  return {
    async send({ to, subject, text, html, attachments = [], id = randomUUID() }) {
      const messageId = `<${id}@${host}>`;
      const files = attachments.map(({ name, text: content }) => ({
        filename: name,
        content,
        contentType: "text/plain",
      }));
      const mail = { from, to: [...to], subject, text, messageId, attachments: files, headers: WRITTEN_BY_US };
      try {
        const sent = await transport.sendMail({
          ...mail,
          ...(html !== undefined && { html }),
          ...(replyTo !== undefined && { replyTo }),
        });
        return { refused: sent.rejected.length };
      } catch (error) {
        // Without its cause: what the server says in words may hold addresses, and a job keeps its error.
        throw new MailError(reasonOf(error), {
          isFinal: isRefusedForGood(error),
          isUnknown: begun.get(messageId)?.readableDidRead === true && !hasAnswer(error),
        });
      } finally {
        begun.delete(messageId);
      }
    },
    async verify() {
      await transport.verify().catch((error: unknown) => {
        throw new MailError(reasonOf(error));
      });
    },
  };
}

/** Nobody's absence answers it: https://www.rfc-editor.org/rfc/rfc3834#section-5 */
const WRITTEN_BY_US = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" } as const;

const REASONS: Readonly<Record<string, string>> = {
  EAUTH: "the user or password of SMTP_URL was refused",
  ECONNECTION: "not reached",
  EDNS: "its name was not found",
  ETIMEDOUT: "no answer in time",
  ESOCKET: "the connection broke off",
  ETLS: "TLS could not be agreed on",
  EENVELOPE: "an address was refused",
  EMESSAGE: "the mail was refused",
};

/** Whether it said yes or no, and not just nothing any more. */
function hasAnswer(error: unknown): boolean {
  return error instanceof Error && "responseCode" in error && typeof error.responseCode === "number";
}

/** Steps that are about one mail. Whoever is refused before these, as a sender, would be for every mail. */
const ABOUT_A_MAIL: ReadonlySet<unknown> = new Set(["RCPT TO", "DATA"]);

/** From 500 on a server means it for good: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1 */
function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !("command" in error) || !ABOUT_A_MAIL.has(error.command)) return false;
  return "responseCode" in error && typeof error.responseCode === "number" && error.responseCode >= 500;
}

/** What a server answers in words may hold addresses; its number and the step that failed do not. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const answered = "responseCode" in error && typeof error.responseCode === "number" ? ` (${error.responseCode})` : "";
  return `${REASONS[code] ?? code}${answered}`;
}
