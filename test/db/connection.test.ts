import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Connection } from "../../src/db/connection.ts";

/** Messages of Postgres's protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const message = (type: string, body: string) => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(4 + Buffer.byteLength(body), 1);
  return Buffer.concat([head, Buffer.from(body)]);
};
const AUTHENTICATED = message("R", "\0\0\0\0");
const READY = message("Z", "I");
const FATAL = message("E", "SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0");

describe("a connection whose database dies in the moment when it is handed out", () => {
  let server: Server;
  let url: string;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    server = createServer((socket) => {
      sockets.push(socket);
      // In one piece, so that the second is read before anybody who waits for the first goes on.
      socket.once("data", () => socket.end(Buffer.concat([AUTHENTICATED, READY, FATAL])));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `postgresql://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/none`;
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it("fails its statement, and does not end the process", async () => {
    const pool = new pg.Pool({ connectionString: url, Client: Connection });
    const connection = await pool.connect();

    await expect(connection.query("SELECT 1")).rejects.toThrow(/not queryable/);

    connection.release(true);
    await pool.end();
  });
});
