import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { openEmbedded } from "../../src/db/embedded.ts";
import { quietLog } from "../support/scratch-postgres.ts";

/**
 * The least that anybody has to do for a delivery: read it, verify its signature, keep one row of it, answer.
 * `floor-process.ts <dataDir> <secret>`
 */
const [dataDir = "", secret = ""] = process.argv.slice(2);
const embedded = await openEmbedded({ dataDir, role: "command", log: quietLog });
const pool = new pg.Pool({ connectionString: embedded.url, max: 16 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS floor (id text PRIMARY KEY, event text, body_sha256 text, received_at timestamptz)",
);

const server = createServer(async (request, response) => {
  const body = await bytesOf(request);
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const isSigned = timingSafeEqual(Buffer.from(signature), Buffer.from(String(request.headers["x-hub-signature-256"])));
  if (!isSigned) return void response.writeHead(400).end();
  const row = [
    request.headers["x-github-delivery"],
    request.headers["x-github-event"],
    createHash("sha256").update(body).digest("hex"),
  ];
  await pool.query({ name: "keep", text: "INSERT INTO floor VALUES ($1, $2, $3, now())", values: row });
  response.writeHead(200).end();
});
server.listen(0, "127.0.0.1", () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
);
process.once("message", async () => {
  server.close();
  server.closeAllConnections();
  await pool.end();
  await embedded.stop();
  process.disconnect();
});

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
