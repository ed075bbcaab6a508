import { randomUUID } from "node:crypto";
import type { PgBoss } from "pg-boss";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orgId } from "../../src/domain/ids.ts";
import { createQueue, type Queue } from "../../src/queue/boss.ts";
import { createTroubledJobs } from "../../src/queue/troubled-jobs.ts";
import { anInstallation, aSha, at, saveRepository, useStores } from "../support/stores.ts";

describe("jobs that failed", () => {
  const database = useStores();
  let queue: Queue;
  let boss: PgBoss;
  beforeAll(async () => {
    queue = createQueue({ url: database.url, log: pino({ level: "silent" }), supervise: false, poolSize: 2 });
    boss = await queue.open();
  });
  afterAll(() => queue.stop());
  const jobs = () => createTroubledJobs(database.db, queue.open);

  /** A job on a head in an organisation of its own, after its first try. */
  async function failed(how: "retry" | "failed") {
    const repository = await saveRepository(database.stores);
    const { accountId } = await database.db.installation.findUniqueOrThrow({
      where: { id: BigInt(repository.installationId) },
    });
    const subject = { kind: "head", repositoryId: repository.id, headSha: aSha() };
    const key = `${subject.repositoryId}:${subject.headSha}`;
    const limit = how === "failed" ? { retryLimit: 0 } : { retryDelay: 60 };
    const id = (await boss.send("head", subject, { singletonKey: key, ...limit })) ?? "";
    await boss.fetch("head", { batchSize: 1 });
    await boss.fail("head", id, new Error("GitHub did not answer"));
    return { id, key, subject, org: orgId(Number(accountId)) };
  }
  const startOf = async (id: string) =>
    (
      await database.db.$queryRaw<{ due: boolean; state: string }[]>`
      SELECT start_after <= now() AS due, state::text FROM pgboss.job WHERE id = ${id}::uuid`
    )[0];

  it("are told with what went wrong, in the organisation that they are about", async () => {
    const { id, key, org } = await failed("retry");
    const other = anInstallation();
    await database.stores.installations.save(other, at(0));

    expect(await jobs().list(org, { offset: 0, limit: 10 })).toMatchObject([
      { id, queue: "head", state: "retry", about: key, problem: "GitHub did not answer", nextAt: expect.any(Date) },
    ]);
    expect(await jobs().count(org)).toBe(1);
    expect(await jobs().count(other.orgId)).toBe(0);
    expect(await jobs().retry(other.orgId, id)).toBe(false);
  });

  it("that wait for their next try are tried at once", async () => {
    const { id, org } = await failed("retry");
    expect(await startOf(id)).toEqual({ due: false, state: "retry" });

    expect(await jobs().retry(org, id)).toBe(true);

    expect(await startOf(id)).toEqual({ due: true, state: "retry" });
  });

  it("that were given up are tried again", async () => {
    const { id, org } = await failed("failed");
    expect(await startOf(id)).toMatchObject({ state: "failed" });

    expect(await jobs().retry(org, id)).toBe(true);

    expect(await startOf(id)).toEqual({ due: true, state: "retry" });
  });

  it("stay given up where another job waits for the same subject", async () => {
    const { id, key, org, subject } = await failed("failed");
    await boss.send("head", subject, { singletonKey: key });

    expect(await jobs().retry(org, id)).toBe(false);
    expect(await startOf(id)).toMatchObject({ state: "failed" });
    expect(await jobs().retry(org, randomUUID())).toBe(false);
  });
});
