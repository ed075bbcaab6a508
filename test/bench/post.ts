import { Agent, request } from "node:http";

export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Sends deliveries over connections that stay open, as many as are under way at once. */
export function createSender(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return {
    /** Resolves when it is answered; any answer but 200 is an error. */
    send: (delivery: Delivery) => send(url, agent, delivery),
    close: () => agent.destroy(),
  };
}

function send(url: string, agent: Agent, { headers, body }: Delivery): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers: { ...headers, "content-length": body.length } });
    sent.once("response", (answer) => {
      answer.resume();
      answer.once("end", () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`A delivery was answered ${answer.statusCode}`)),
      );
    });
    sent.once("error", (error: NodeJS.ErrnoException) => {
      // A connection that was idle too long is closed by the server just as it is used again: no fault of either.
      if (sent.reusedSocket && error.code === "ECONNRESET") resolve(send(url, agent, { headers, body }));
      else reject(error);
    });
    sent.end(body);
  });
}

/** How many a second, with so many under way at once, until all are sent. */
export async function sendAll(url: string, deliveries: readonly Delivery[], atOnce: number): Promise<number> {
  const sender = createSender(url);
  const startedAt = performance.now();
  const queue = deliveries.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const delivery of queue) await sender.send(delivery);
    }),
  );
  sender.close();
  return (deliveries.length * 1000) / (performance.now() - startedAt);
}

/** One every so often, whether those before are answered or not. Milliseconds to each answer from when it was due. */
export async function sendPaced(
  url: string,
  deliveries: readonly Delivery[],
  perSecond: number,
): Promise<readonly number[]> {
  const sender = createSender(url);
  const startedAt = performance.now();
  const took = deliveries.map(async (delivery, index) => {
    const dueAt = startedAt + (index * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, dueAt - performance.now()));
    await sender.send(delivery);
    return performance.now() - dueAt;
  });
  const all = await Promise.all(took);
  sender.close();
  return all;
}
