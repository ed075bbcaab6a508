import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Api, ApiReply } from "./api.ts";
import type { World } from "./world.ts";

/** Resolves to the port once the server listens on loopback. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // By default after 5 s, when a busy machine may just be sending the next request.
    server.keepAliveTimeout = 75_000;
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

export interface Answering {
  readonly world: World;
  readonly api: Api;
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Where what went wrong in the stand-in itself is kept. */
  readonly errors: unknown[];
}

/** `/api/v3` and `/api/graphql` where GitHub Enterprise Server has them; everything else is a page. */
export function answering({ world, api, pages, errors }: Answering): RequestListener {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", world.baseUrl());
    if (!url.pathname.startsWith("/api/")) return pages(request, response);
    const call = { method: request.method ?? "GET", url, headers: request.headers, text: await textOf(request) };
    writeReply(response, url.pathname === "/api/graphql" ? await api.graphql(call) : await api.rest(call));
  };
  return (request, response) => {
    response.setHeader("date", world.state.clock().toUTCString());
    answer(request, response).catch((error: unknown) => {
      // A client that went away in mid-request is its own affair.
      if (request.destroyed && !request.complete) return;
      errors.push(error);
      console.error(error);
      if (response.headersSent) response.destroy();
      else writeReply(response, { status: 500, body: { message: "The stand-in failed" } });
    });
  };
}

function writeReply(response: ServerResponse, reply: ApiReply): void {
  if (reply === "reset") {
    response.destroy();
    return;
  }
  const body = reply.body === undefined ? "" : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "x-github-media-type": "github.v3; format=json",
    ...reply.headers,
  });
  response.end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
