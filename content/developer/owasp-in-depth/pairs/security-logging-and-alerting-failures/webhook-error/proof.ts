import assert from "node:assert/strict";
import type { Log } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

const SECRET = "T024BE7LD-9sR3vGqkZx";
const hook = { id: "hook-17", url: `https://hooks.example.com/services/${SECRET}` };

/** An HTTP client's error, which carries the request that failed. */
class RequestFailed extends Error {
  readonly code = "ERR_BAD_REQUEST";
  readonly config: { url: string };
  readonly response: { status: number };
  constructor(url: string, status: number) {
    super(`Request failed with status code ${status}`);
    this.name = "RequestFailed";
    this.config = { url };
    this.response = { status };
  }
}

/** Writes errors as pino's standard serialiser does: message, stack and every enumerable property. */
function logInto(lines: string[]): Log {
  const plain = (value: unknown) =>
    value instanceof Error
      ? { ...value, type: value.name, message: value.message, stack: value.stack }
      : value;
  return {
    error: (fields, msg) => {
      const written = Object.entries(fields).map(([key, value]) => [key, plain(value)]);
      lines.push(JSON.stringify({ ...Object.fromEntries(written), msg }));
    },
  };
}

/** The partner has removed the webhook; later somebody reads the log. */
export async function prove(subject: Subject): Promise<void> {
  const lines: string[] = [];
  const sent: unknown[] = [];
  const accept = async (_url: string, body: unknown) => void sent.push(body);
  assert.equal(
    await subject.deliver(hook, { paid: "inv-1" }, accept, logInto(lines)),
    true,
  );
  assert.deepEqual([sent, lines], [[{ paid: "inv-1" }], []]);

  const gone = async (url: string) => {
    throw new RequestFailed(url, 410);
  };
  assert.equal(
    await subject.deliver(hook, { paid: "inv-2" }, gone, logInto(lines)),
    false,
  );
  assert.equal(lines.length, 1, "a failed delivery leaves one record");
  assert.match(lines[0] ?? "", /hook-17/, "the record names the webhook");
  assert.match(lines[0] ?? "", /410/, "the record tells the status");
  assert.ok(
    !lines.join().includes(SECRET),
    "the log holds the secret address of the webhook",
  );
}
