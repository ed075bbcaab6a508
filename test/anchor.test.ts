import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAnchor } from "../src/anchor.ts";

const NOTE = "gate.example.org/log/1\n1\nAAAA\n\n— gate.example.org/log/1 AAAAAAA=\n";

describe("an anchor in a file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-anchor-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is empty until it is written, and then holds the last note and nothing beside it", async () => {
    const file = join(folder, "checkpoint");
    const anchor = createAnchor({ file });
    expect(await anchor.read()).toBeNull();

    await anchor.write("before\n");
    await anchor.write(NOTE);

    expect(await anchor.read()).toBe(NOTE);
    expect(await readFile(file, "utf8")).toBe(NOTE);
    expect(await readdir(folder)).toEqual(["checkpoint"]);
  });

  it("says why it cannot be written or read", async () => {
    const anchor = createAnchor({ file: join(folder, "none", "checkpoint") });

    await expect(anchor.write(NOTE)).rejects.toMatchObject({
      name: "AnchorSilentError",
      detail: { anchor: join(folder, "none", "checkpoint"), why: expect.stringContaining("ENOENT") },
    });
    await expect(createAnchor({ file: folder }).read()).rejects.toMatchObject({ name: "AnchorSilentError" });
  });
});

describe("an anchor at an address", () => {
  let server: Server;
  let answer: RequestListener;
  const asked: Pick<IncomingMessage, "method" | "url" | "headers">[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push({ method: request.method, url: request.url, headers: request.headers });
      answer(request, response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const at = (path: string, who = "") => `http://${who}127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  it("is read with GET and written with PUT", async () => {
    let stored: string | null = null;
    answer = async (request, response) => {
      if (request.method === "PUT") stored = await text(request);
      response.statusCode = stored === null ? 404 : 200;
      response.end(request.method === "GET" ? (stored ?? "no such thing") : "");
    };
    const anchor = createAnchor({ url: at("/log?sig=x", "gate:s%40cret@") });

    expect(await anchor.read()).toBeNull();
    await anchor.write(NOTE);
    expect(await anchor.read()).toBe(NOTE);

    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /log?sig=x",
      "PUT /log?sig=x",
      "GET /log?sig=x",
    ]);
    const authorization = `Basic ${Buffer.from("gate:s@cret").toString("base64")}`;
    expect(asked.every(({ headers }) => headers.authorization === authorization)).toBe(true);
    expect(asked[1]?.headers["content-type"]).toBe("text/plain; charset=utf-8");
  });

  it.each([401, 500])("does not answer when it says %i, and no secret is told", async (status) => {
    answer = (_, response) => void response.writeHead(status).end("secret");
    const anchor = createAnchor({ url: at("/log?sig=x", "gate:secret@") });

    const silent = { name: "AnchorSilentError", detail: { anchor: at("/log"), why: `it answered ${status}` } };
    await expect(anchor.read()).rejects.toMatchObject(silent);
    await expect(anchor.write(NOTE)).rejects.toMatchObject(silent);
  });

  it("does not answer when nobody is there, and says why", async () => {
    answer = (request) => request.destroy();

    await expect(createAnchor({ url: at("/log") }).read()).rejects.toMatchObject({
      name: "AnchorSilentError",
      detail: { why: expect.stringMatching(/\w/) },
    });
  });
});
