import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly id: string;
  /** By the secret of the test. */
  readonly isSigned: boolean;
  readonly type: string;
  readonly data: {
    readonly person?: string;
    readonly github?: readonly { readonly id: number; readonly login: string }[];
    readonly eligible?: boolean;
    readonly changes_at?: string | null;
  };
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** By which signatures are checked. */
  secret: string;
  /** What the next ones are answered. */
  status: number;
  close(): Promise<void>;
}

/** Another system that is told: checks each signature as the standard has it, keeps what comes and answers as it is set. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const isSigned = isSignedBy(receiver.secret, request.headers, body);
      received.push({ ...JSON.parse(body), id: String(request.headers["webhook-id"]), isSigned });
      response.writeHead(receiver.status, { Location: `${receiver.url}elsewhere` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    secret: "",
    status: 204,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Written from the standard and not from our code, so that the two can disagree. */
function isSignedBy(secret: string, headers: IncomingHttpHeaders, body: string): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const wanted = createHmac("sha256", key).update([id, timestamp, body].join(".")).digest();
  return String(signatures)
    .split(" ")
    .map((one) => one.split(","))
    .some(([version, mac = ""]) => {
      const given = Buffer.from(mac, "base64");
      return version === "v1" && given.length === wanted.length && timingSafeEqual(given, wanted);
    });
}
