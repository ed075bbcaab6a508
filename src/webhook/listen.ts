import { createHash } from "node:crypto";
import type { Probot } from "probot";
import type { Clock } from "../domain/clock.ts";
import type { Inbox } from "../pipeline/deliveries/accept.ts";
import type { Delivery, Received } from "../pipeline/deliveries/delivery.ts";

/** What the ingress knows of a body that Probot does not hand on. */
export interface BodyFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Registers the one listener. It files what the delivery names and does nothing else: GitHub waits ten seconds and
 * never redelivers by itself. If filing fails it throws, and the sender is told to come back.
 */
export function listen(
  app: Probot,
  deps: {
    inbox: Inbox;
    describe: (received: Received, payload: unknown) => Delivery;
    clock: Clock;
    bodies: WeakMap<object, BodyFacts>;
  },
): void {
  app.onAny(async ({ id, name, payload }) => {
    const body = deps.bodies.get(payload) ?? factsOf(Buffer.from(JSON.stringify(payload)));
    const received: Received = {
      id,
      event: name,
      action: "action" in payload && typeof payload.action === "string" ? payload.action : null,
      bodySha256: body.sha256,
      bodyBytes: body.bytes,
      receivedAt: deps.clock(),
    };
    await deps.inbox.accept(deps.describe(received, payload));
  });
}

export function factsOf(body: Buffer): BodyFacts {
  return { sha256: createHash("sha256").update(body).digest("hex"), bytes: body.byteLength };
}
