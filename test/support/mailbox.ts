import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll } from "vitest";

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, as they came. */
  readonly raw: string;
}

export interface Mailbox {
  /** With a user and a password, which it asks for. */
  readonly url: string;
  readonly mails: readonly Received[];
  /** From here on every mail is refused for now, or taken again. */
  refuse(isRefused: boolean): void;
  /** How many there were so far. */
  connections(): number;
  /** From here on it keeps what it gets, and breaks off before it says so. */
  breakOff(isBroken: boolean): void;
  /** No sender is let in any more, for good. */
  refuseSender(isRefused: boolean): void;
  close(): Promise<void>;
}

const USER = "gate";
const PASSWORD = "p@ss/word";

/** A mail server on loopback, by plain SMTP with a password, which refuses addresses at `nowhere.example`. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: Received[] = [];
  let isRefused = false;
  let connections = 0;
  let isBroken = false;
  let isSenderRefused = false;
  const refusal = () => {
    if (isSenderRefused) return answer(550, "Not from you");
    return isRefused ? answer(451, "Not now, ask again later") : null;
  };
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onConnect: (_, done) => {
      connections += 1;
      done();
    },
    onAuth: ({ username, password }, _, done) =>
      username === USER && password === PASSWORD ? done(null, { user: USER }) : done(answer(535, "Who are you?")),
    onMailFrom: (_, __, done) => done(refusal()),
    onRcptTo: ({ address }, _, done) =>
      done(address.endsWith("@nowhere.example") ? answer(550, `Nobody here is ${address}`) : null),
    onData: (stream, { envelope }, done) => {
      text(stream).then((raw) => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw });
        if (!isBroken) return done();
        // Typed as what it can be told from outside, which is not to hang up.
        for (const connection of server.connections as Set<{ _socket: Socket }>) connection._socket.destroy();
      }, done);
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}?rateLimit=1000`,
    mails,
    connections: () => connections,
    refuse: (to) => {
      isRefused = to;
    },
    breakOff: (to) => {
      isBroken = to;
    },
    refuseSender: (to) => {
      isSenderRefused = to;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** One for all tests of a file, there for what is set up after it; with the variables by which a server sends to it, beside others. */
export function useMailbox(variables: Readonly<Record<string, string>> = {}): {
  readonly box: Mailbox;
  readonly environment: Readonly<Record<string, string>>;
} {
  let started: Mailbox | undefined;
  beforeAll(async () => {
    started = await startMailbox();
  });
  afterAll(() => started?.close());
  const box = () => {
    if (!started) throw new Error("The mailbox is there from beforeAll on");
    return started;
  };
  return {
    get box() {
      return box();
    },
    environment: {
      ...variables,
      MAIL_FROM: "Training gate <gate@training.example>",
      get SMTP_URL() {
        return box().url;
      },
    },
  };
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** The parts of a mail as a reader sees them: its text, then its attachments. */
export function partsOf({ raw }: Received): readonly string[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  const parts = boundary === undefined ? [raw] : raw.split(`--${boundary}`).slice(1, -1);
  return parts.map((part) => {
    const [head = "", ...body] = part.replace(/^\r\n/, "").split("\r\n\r\n");
    const bytes = body.join("\r\n\r\n");
    // The line break before a boundary belongs to the boundary: RFC 2046 section 5.1.1.
    return decode(head, boundary === undefined ? bytes : bytes.replace(/\r\n$/, ""));
  });
}

function decode(head: string, body: string): string {
  const encoding = /^Content-Transfer-Encoding: (\S+)/im.exec(head)?.[1];
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body.replaceAll("\r\n", "\n");
  const bytes = body
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").replaceAll("\r\n", "\n");
}
