import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createStores } from "../../src/db/stores.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { createInForce } from "../../src/pipeline/policy/in-force.ts";
import { purge } from "../../src/pipeline/purge.ts";
import { createQueue } from "../../src/queue/boss.ts";
import { createTransact } from "../../src/queue/transact.ts";
import { runBeside } from "../support/flow-cli.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
const DAY_MS = 86_400_000;

describe("what an operator sees and needs", () => {
  const flow = useFlow();
  const open = (as = "mira") => flow.github.actions.openPullRequest({ as, repository, commits: [{}] });

  async function metrics(): Promise<ReadonlyMap<string, number>> {
    const body = await (await fetch(`${flow.app.url}/metrics`)).text();
    const lines = body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return new Map(lines.map((line) => [line.replace(/ \S+$/, ""), Number(/\S+$/.exec(line)?.[0])] as const));
  }

  it("tells how late it is, when it last looked, and what GitHub still allows", async () => {
    open();
    await flow.settled();
    await flow.sweep();

    const seen = await metrics();

    const named = (name: string) => seen.get(`training_gate_${name}`);
    expect(named("open_heads_without_verdict")).toBe(0);
    expect(named('delivery_lag_seconds{queue="head"}')).toBe(0);
    expect(named('jobs{queue="head"}')).toBe(0);
    expect(named('jobs_failing{queue="head"}')).toBe(0);
    expect(named("last_sweep_seconds")).toBeLessThan(60);
    expect(named("last_delivery_seconds")).toBeLessThan(60);
    const [installation] = flow.github.state.installations.keys();
    for (const resource of ["core", "graphql"])
      expect(named(`github_requests_remaining{installation="${installation}",resource="${resource}"}`)).toBeGreaterThan(
        0,
      );
  });

  it("shows jobs that fail and how long their heads wait, while GitHub is away, and what it had sent again", async () => {
    flow.github.faults.set({ kind: "read", failWith: 502 });
    const pull = open();
    await flow.until("a job that failed", async () =>
      ((await metrics()).get('training_gate_jobs_failing{queue="head"}') ?? 0) > 0 ? true : undefined,
    );
    const during = await metrics();
    flow.github.faults.clear();
    await flow.settled();
    flow.github.deliveries.faults.add({ event: "pull_request", count: 1, fault: { kind: "lose", listed: true } });
    open();
    await flow.settled();
    const before = (await metrics()).get("training_gate_redeliveries_total") ?? 0;
    await flow.lookAround();

    expect(during.get('training_gate_delivery_lag_seconds{queue="head"}')).toBeGreaterThan(0);
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect((await metrics()).get("training_gate_redeliveries_total")).toBe(before + 1);
  });

  it("forgets deliveries after a month and sessions after their end, and nothing younger", async () => {
    await train(flow, "ada");
    const { db, url } = flow.database;
    const now = new Date();
    const [delivery] = await db.delivery.findMany({ orderBy: { receivedAt: "asc" }, take: 1 });
    const monthAgo = new Date(now.getTime() - 32 * DAY_MS);
    await db.delivery.update({ where: { id: delivery?.id ?? "" }, data: { receivedAt: monthAgo } });
    const account = await db.account.findFirstOrThrow({ where: { login: "ada" } });
    const ended = { id: "0".repeat(64), accountId: account.id, createdAt: monthAgo, expiresAt: monthAgo };
    await db.session.create({ data: ended });
    const before = { deliveries: await db.delivery.count(), sessions: await db.session.count() };
    const queue = createQueue({ url, log: pino({ level: "silent" }), supervise: false, poolSize: 1 });

    const stores = createStores(db);
    const purged = await purge({
      stores,
      transact: createTransact(db, await queue.open()),
      policies: { inForce: createInForce(stores) },
      entries: createEntries({ id: randomUUID(), version: "0.0.0-test" }),
      clock: () => now,
    });
    await queue.stop();

    expect(purged).toEqual({ deliveries: 1, sessions: 1, decisions: 0, accessObservations: 0, notices: 0 });
    expect(await db.delivery.count()).toBe(before.deliveries - 1);
    expect(await db.session.count()).toBe(before.sessions - 1);
  });

  it("may run a sweep beside the server: it works what it found, and counts each head once", async () => {
    for (const event of ["push", "pull_request"])
      flow.github.deliveries.faults.add({ event, count: 1, fault: { kind: "lose", listed: false } });
    const pull = open();
    await flow.settled();
    expect(runOn(flow, pull)).toBeUndefined();

    const { code, told } = await runBeside(flow, ["sweep", "--json"]);
    await flow.settled();

    expect(code).toBe(0);
    const { heads, evaluated } = JSON.parse(told) as { heads: number; evaluated: number };
    expect(evaluated).toBe(heads);
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(await flow.database.db.$queryRaw`SELECT FROM pgboss.job WHERE name = 'head' AND state = 'active'`).toEqual(
      [],
    );
  });
});
