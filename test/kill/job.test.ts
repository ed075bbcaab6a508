import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultRule } from "../sandbox/github/faults.ts";
import { untilSeen } from "./until.ts";
import { createWorld, type World } from "./world.ts";

/** The server that comes next has to show the verdict so soon after it was started. */
const LIMIT_S = 15;
const REPOSITORY = "north/api";
const WRITE = { method: "POST", route: "check-runs", count: 1 } as const;

describe("a worker killed while it writes a check run", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterEach(() => world?.github.faults.clear());
  afterAll(() => world?.close());

  const moments: readonly (readonly [string, FaultRule])[] = [
    ["before GitHub made it", { ...WRITE, failWith: "timeout" }],
    ["while GitHub took its time to make it", { ...WRITE, latencyMs: 2_000 }],
    ["after GitHub made it and before it said so", { ...WRITE, failWith: "timeout", afterwards: true }],
  ];
  it.each(moments)(`%s: the next has it shown, once, within ${LIMIT_S} s`, async (_, fault) => {
    const { github } = world;
    const seenBefore = github.requests.all.length;
    github.faults.set(fault);
    const pull = github.actions.openPullRequest({ as: "mira", repository: REPOSITORY, commits: [{}] });
    await untilSeen("the write", () =>
      github.requests.all
        .slice(seenBefore)
        .find(({ method, route }) => method === "POST" && route.includes("check-runs")),
    );

    await world.server.kill();
    world.start();
    const head = await untilSeen("a verdict that is noted", () => notedHead(world, pull.headSha));
    const seconds = (performance.now() - world.server.startedAt) / 1000;

    expect(github.latestRun(REPOSITORY, pull.headSha)?.conclusion).toBe("action_required");
    expect(seconds).toBeLessThan(LIMIT_S);
    console.log(`verdict ${seconds.toFixed(1)} s after the start of the next server`);
    await world.quiet();
    expect(github.checkRuns(REPOSITORY, pull.headSha).map(({ id }) => String(id))).toEqual([head.run]);
  });
});

/** The head, once our own table knows which run shows its verdict. */
async function notedHead({ query }: World, sha: string): Promise<{ readonly run: string } | undefined> {
  const noted = `SELECT check_run_id::text AS run FROM head
    WHERE head_sha = '${sha}' AND check_run_id IS NOT NULL AND creating_at IS NULL AND conclusion = 'action_required'`;
  return query<{ run: string }>(noted).then(
    ([row]) => row,
    // The database may be away for a moment.
    () => undefined,
  );
}
