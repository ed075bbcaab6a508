import type { IncomingMessage, ServerResponse } from "node:http";
import { Webhooks } from "@octokit/webhooks";
import type { Logger } from "pino";
import type { Probot } from "probot";
import { type BodyFacts, factsOf } from "./listen.ts";

export const WEBHOOK_PATH = "/api/github/webhooks";

/** GitHub sends nothing larger: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const MAX_BYTES = 25 * 1024 * 1024;

/**
 * Takes deliveries off the wire: 200 stored (or known already), 400 for what is not a signed delivery, 405 for other
 * methods, 413 over GitHub's own cap, 503 if it could not be stored, so that GitHub lists it as failed. The signature
 * is checked over the raw bytes before anything is parsed; no text of ours or of an error leaves the server.
 */
export function createIngress(deps: {
  probot: Probot;
  secrets: readonly string[];
  bodies: WeakMap<object, BodyFacts>;
  log: Logger;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const verifiers = deps.secrets.map((secret) => new Webhooks({ secret }));
  return async (request, response) => {
    const answer = (status: number, text: string) => {
      response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
    };
    if (request.method !== "POST") return answer(405, "POST only");
    const headers = headersOf(request);
    if (!headers) return answer(400, "Not a webhook delivery");
    const body = await readBody(request);
    if (body === null) return answer(413, "Too large");
    const text = body.toString("utf8");
    if (!(await isSigned(verifiers, text, headers.signature))) return answer(400, "Signature does not match");
    const payload = parse(text);
    if (payload === null) return answer(400, "Not JSON");

    deps.bodies.set(payload, factsOf(body));
    try {
      // Probot types events by name; ours are any that GitHub sends.
      await deps.probot.receive({ id: headers.id, name: headers.event as "push", payload: payload as never });
      answer(200, "ok");
    } catch (error) {
      deps.log.error({ err: error, delivery: headers.id, event: headers.event }, "a delivery could not be stored");
      answer(503, "Try again later");
    }
  };
}

function headersOf({ headers }: IncomingMessage): { id: string; event: string; signature: string } | null {
  const id = headers["x-github-delivery"];
  const event = headers["x-github-event"];
  const signature = headers["x-hub-signature-256"];
  if (typeof id !== "string" || typeof event !== "string" || typeof signature !== "string") return null;
  return /^[\w-]{1,64}$/.test(id) && /^[a-z0-9_]{1,64}$/.test(event) ? { id, event, signature } : null;
}

/** Null as soon as it is too large: nothing beyond the cap is kept. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BYTES) {
    request.resume();
    return null;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** While a secret is being changed, deliveries signed with the previous one count too. */
async function isSigned(verifiers: readonly Webhooks[], text: string, signature: string): Promise<boolean> {
  // The verifier throws where one of them is empty, which is for anybody to send.
  if (text === "" || signature === "") return false;
  for (const verifier of verifiers) if (await verifier.verify(text, signature)) return true;
  return false;
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
