import { createHmac, randomUUID } from "node:crypto";
import examples from "@octokit/webhooks-examples";
import { WEBHOOK_PATH } from "../../src/webhook/ingress.ts";
import type { Flow } from "./flow.ts";

export interface Example {
  readonly event: string;
  /** Its place among the examples of its event. */
  readonly place: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Every payload that GitHub's users have collected, as they came. */
export function examplePayloads(): readonly Example[] {
  const all = examples as unknown as readonly { name: string; examples: readonly Example["payload"][] }[];
  return all.flatMap(({ name, examples }) => examples.map((payload, place) => ({ event: name, place, payload })));
}

export function sign(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Posts a delivery as GitHub would, or as somebody would who does not know the secret. */
export function deliver(
  flow: Flow,
  delivery: { event: string; body: string; id?: string; secret?: string; method?: string },
): Promise<Response> {
  const { event, body, id = randomUUID(), secret = flow.github.app.webhookSecret, method = "POST" } = delivery;
  return fetch(`${flow.app.url}${WEBHOOK_PATH}`, {
    method,
    headers: {
      "content-type": "application/json",
      "x-github-delivery": id,
      "x-github-event": event,
      "x-hub-signature-256": sign(body, secret),
    },
    ...(method === "GET" ? {} : { body }),
  });
}
