import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQueue, type Queue } from "../../src/queue/boss.ts";
import { SCHEDULED_MAIL } from "../../src/queue/queues.ts";
import { useStores } from "../support/stores.ts";

describe("a job that asks somebody outside", () => {
  const database = useStores();
  let queue: Queue;
  beforeAll(() => {
    queue = createQueue({ url: database.url, log: pino({ level: "silent" }), supervise: false, poolSize: 2 });
  });
  afterAll(() => queue.stop());

  const send = async () => (await queue.open()).send(SCHEDULED_MAIL, {}, { singletonKey: SCHEDULED_MAIL });
  const jobs = () =>
    database.db.$queryRaw<{ state: string; wait: number }[]>`
      SELECT state::text, extract(epoch FROM start_after - now())::float AS wait
      FROM pgboss.job WHERE name = ${SCHEDULED_MAIL}`;

  it("is one at a time, and while it is to be tried again the clock adds none", async () => {
    const boss = await queue.open();
    expect(await send()).not.toBeNull();
    expect(await send()).toBeNull();

    const [job] = await boss.fetch(SCHEDULED_MAIL);
    expect(await send()).toBeNull();
    await boss.fail(SCHEDULED_MAIL, job?.id ?? "", { reason: "not reached" });

    expect(await send()).toBeNull();
    const [waiting, ...more] = await jobs();
    expect(waiting?.state).toBe("retry");
    // Of 60 s, of which the queue takes up to a half off, so that many do not come at once.
    expect(waiting?.wait).toBeGreaterThan(20);
    expect(more).toEqual([]);
  });
});
