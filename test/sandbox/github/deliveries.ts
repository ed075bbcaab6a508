import { createHmac, randomUUID } from "node:crypto";
import { createDeliveryFaults, type DeliveryFault, type DeliveryFaults } from "./delivery-faults.ts";
import { type Outcome, post } from "./post.ts";
import type { World } from "./world.ts";

/** What is to be told to the App. */
export interface Message {
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly body: string;
}

/** One attempt, as GitHub lists it. */
export interface Delivery extends Omit<Message, "body"> {
  readonly id: number;
  /** Stays the same when it is delivered again. */
  readonly guid: string;
  readonly redelivery: boolean;
  readonly deliveredAt: Date;
  readonly url: string | null;
  readonly headers: Readonly<Record<string, string>>;
  body: string;
  status: string;
  /** 0 until the App has answered. */
  statusCode: number;
  durationMs: number;
}

export interface Deliveries {
  /** Sends at once and does not wait, as GitHub does; paused, it holds back. */
  send(message: Message): void;
  /** The same GUID and bytes again, as a new attempt. */
  redeliver(delivery: Delivery): void;
  /** Every attempt that GitHub lists, newest first: the last three days. */
  listed(): readonly Delivery[];
  /** Every attempt, oldest first. */
  all(): readonly Delivery[];
  pause(): void;
  /** Lets go what was held, in the order given: as it came, or as the function arranges it, one after the other. */
  resume(order?: (held: readonly Delivery[]) => readonly Delivery[]): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
  readonly faults: DeliveryFaults;
}

const RETENTION_MS = 3 * 86_400_000;
/** A payload is some 20 KB; in a long run the oldest are forgotten, and then GitHub lists them no more. */
const BODIES_KEPT = 20_000;

export function createDeliveries(world: World): Deliveries {
  const attempts: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  const faults = createDeliveryFaults();
  let held: Delivery[] | undefined;

  const track = (work: Promise<void>) => {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return tracked;
  };
  const deliver = (delivery: Delivery, fault?: DeliveryFault) => track(attempt(world, delivery, fault));

  const dispatch = (delivery: Delivery) => {
    const fault = faults.take(delivery);
    if (fault?.kind === "lose" && !fault.listed) return;
    attempts.push(delivery);
    const old = attempts.at(-1 - BODIES_KEPT);
    if (old) old.body = "";
    if (held) held.push(delivery);
    else void deliver(delivery, fault);
    for (let again = 1; fault?.kind === "repeat" && again < fault.times; again++) void deliver(delivery);
  };

  return {
    faults,
    send: (message) => dispatch(newDelivery(world, message, randomUUID(), false)),
    redeliver: (delivery) => dispatch(newDelivery(world, delivery, delivery.guid, true)),
    listed() {
      const oldest = world.state.clock().getTime() - RETENTION_MS;
      return attempts
        .filter((one) => one.body !== "" && one.statusCode > 0 && one.deliveredAt.getTime() >= oldest)
        .reverse();
    },
    all: () => attempts,
    pause: () => {
      held ??= [];
    },
    async resume(order) {
      const batch = order ? order(held ?? []) : (held ?? []);
      held = undefined;
      for (const delivery of batch) await deliver(delivery);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function newDelivery({ state, app }: World, message: Message, guid: string, redelivery: boolean): Delivery {
  const signature = createHmac("sha256", app.webhookSecret).update(message.body).digest("hex");
  const { event, action, installationId, repositoryId, body } = message;
  return {
    ...{ event, action, installationId, repositoryId, body, guid, redelivery },
    id: state.nextId("delivery"),
    deliveredAt: state.clock(),
    url: app.webhookUrl,
    headers: {
      accept: "*/*",
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/044aadd",
      "x-github-delivery": guid,
      "x-github-event": event,
      "x-github-hook-id": "478310220",
      "x-github-hook-installation-target-id": String(app.id),
      "x-github-hook-installation-target-type": "integration",
      "x-hub-signature-256": `sha256=${signature}`,
    },
    status: "pending",
    statusCode: 0,
    durationMs: 0,
  };
}

async function attempt(world: World, delivery: Delivery, fault: DeliveryFault | undefined): Promise<void> {
  if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.ms));
  const startedAt = performance.now();
  const outcome: Outcome = fault?.kind === "lose" ? TIMED_OUT : await sendTo(world, delivery);
  delivery.durationMs = Math.round(performance.now() - startedAt);
  delivery.status = outcome.status;
  delivery.statusCode = outcome.statusCode;
}

const TIMED_OUT: Outcome = { status: "timed out", statusCode: 504 };

/** The address is read when it is sent, so that an App may start after the first events. */
async function sendTo({ app }: World, delivery: Delivery): Promise<Outcome> {
  if (app.webhookUrl === null) return { status: "failed to connect to host", statusCode: 502 };
  return post(app.webhookUrl, delivery.headers, delivery.body);
}
