import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** Answers one request, DER in and out. */
export type Answer = (query: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> | Uint8Array;

export interface Authority {
  readonly url: string;
  /** How often it was asked for a timestamp. */
  readonly asked: number;
  /** The header of that name of the last request. */
  readonly authorization: string | undefined;
  /** From here on it says nothing but this status; 200: it works again. */
  turn(status: number): void;
  close(): Promise<void>;
}

/** An RFC 3161 service on loopback, which refuses what is not asked as section 3.4 has it. */
export async function startAuthority(answer: Answer): Promise<Authority> {
  let asked = 0;
  let authorization: string | undefined;
  let status = 200;
  const server = createServer((request, response) => {
    void (async () => {
      const query = new Uint8Array(await buffer(request));
      asked++;
      authorization = request.headers.authorization;
      const isAsked = request.method === "POST" && request.headers["content-type"] === "application/timestamp-query";
      if (!isAsked || status !== 200) return void response.writeHead(isAsked ? status : 400).end("no");
      response.writeHead(200, { "Content-Type": "application/timestamp-reply" }).end(await answer(query));
    })().catch((error) => response.writeHead(500).end(String(error)));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    get asked() {
      return asked;
    },
    get authorization() {
      return authorization;
    },
    turn: (to) => {
      status = to;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
