import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryId } from "../../src/domain/ids.ts";
import type { Transact } from "../../src/domain/stores/index.ts";
import { createQueue, type Queue } from "../../src/queue/boss.ts";
import { createTransact } from "../../src/queue/transact.ts";
import { aNumber, aSha, useStores } from "../support/stores.ts";

describe("jobs that wait", () => {
  const database = useStores();
  let queue: Queue;
  let transact: Transact;
  beforeAll(async () => {
    queue = createQueue({ url: database.url, log: pino({ level: "silent" }), supervise: false, poolSize: 2 });
    transact = createTransact(database.db, await queue.open());
  });
  afterAll(() => queue.stop());

  const aHead = () => ({ kind: "head", repositoryId: repositoryId(aNumber()), headSha: aSha() }) as const;
  const file = (subject: ReturnType<typeof aHead>, priority?: number) =>
    transact((stores) => stores.jobs.file([{ subject, ...(priority === undefined ? {} : { priority }) }]));
  const waiting = ({ repositoryId: id, headSha }: ReturnType<typeof aHead>) =>
    database.db.$queryRaw<{ priority: number }[]>`
      SELECT priority FROM pgboss.job WHERE name = 'head' AND singleton_key = ${`${id}:${headSha}`}`;

  it("are one for each subject, and become as urgent as the most urgent that asks", async () => {
    const head = aHead();
    await file(head, -700);
    await file(head);
    expect(await waiting(head)).toEqual([{ priority: -700 }]);

    await file(head, 10);
    expect(await waiting(head)).toEqual([{ priority: 10 }]);
    await file(head, 5);
    expect(await waiting(head)).toEqual([{ priority: 10 }]);
  });

  it("of other subjects keep their places", async () => {
    const [one, other] = [aHead(), aHead()];
    await file(one, -1);
    await file(other, -2);

    await file(one, 10);

    expect(await waiting(other)).toEqual([{ priority: -2 }]);
  });
});
