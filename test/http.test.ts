import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { closeServer, listenOn } from "../src/http.ts";

describe("a server that closes", () => {
  const agent = new Agent({ keepAlive: true });
  let server: Server;
  afterEach(() => {
    agent.destroy();
    server.closeAllConnections();
  });

  const serve = async (answer: Parameters<typeof createServer>[1]) => {
    server = createServer(answer);
    const port = await listenOn(server, { host: "127.0.0.1", port: 0 });
    return `http://127.0.0.1:${port}`;
  };
  const ask = async (url: string): Promise<IncomingMessage> => {
    const [response] = await once(get(url, { agent }), "response");
    return response.resume();
  };

  it("does not wait for the patience of a client that keeps its connection", async () => {
    const url = await serve((_, response) => response.end("one"));
    server.keepAliveTimeout = 60_000;
    await once(await ask(url), "end");

    await expect(closeServer(server)).resolves.toBeUndefined();
  });

  it("lets a request that is under way have its answer, and takes no other", async () => {
    let finish: (() => void) | undefined;
    const url = await serve((_, response) => {
      finish = () => response.end("late");
    });
    const asked = ask(url);
    await once(server, "request");

    const closing = closeServer(server);
    await expect(once(get(url, { agent: false }), "response")).rejects.toThrow("ECONNREFUSED");
    finish?.();

    expect((await asked).statusCode).toBe(200);
    await closing;
  });

  it("cuts a request that does not end", { timeout: 10_000 }, async () => {
    const url = await serve(() => undefined);
    const asked = expect(ask(url)).rejects.toThrow("socket hang up");
    await once(server, "request");

    await closeServer(server);

    await asked;
  });
});
