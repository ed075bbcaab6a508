import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startServerProcess } from "../support/server-process.ts";
import { findProblems, watchConclusions } from "./findings.ts";
import { createRandom } from "./random.ts";
import { createDeeds, startStorm } from "./storm.ts";
import { untilSeen } from "./until.ts";
import { createWorld, type World } from "./world.ts";

const STOP_LIMIT_S = 10;

describe("a server", () => {
  let world: World;
  let shown: ReturnType<typeof watchConclusions>;
  const deeds = createDeeds();
  beforeAll(async () => {
    world = await createWorld();
    shown = watchConclusions(world.github);
  });
  afterEach(() => world?.github.faults.clear());
  afterAll(() => world?.close());

  it("refuses to start where another serves, names that one, and leaves it alone", async () => {
    const second = startServerProcess({ ...world.environment, PORT: "0" });

    expect(await second.ended()).toBe(2);
    expect(second.output()).toContain("Another server uses this DATA_DIR");
    expect(second.output()).toContain(`process ${world.server.pid}`);
    await world.server.ready();
  });

  it(`stops in order within ${STOP_LIMIT_S} s while deliveries arrive and GitHub is slow, and loses nothing`, async () => {
    world.github.faults.set({ latencyMs: 500 });
    const storm = startStorm(world.github, deeds, createRandom(1), 100);
    await untilSeen("half of the storm", () => (storm.sent() > 50 ? true : undefined));

    const seconds = await stopInSeconds(world);
    await storm.ended;
    world.github.faults.clear();
    world.start();
    await world.server.ready();
    await world.quiet();

    expect(seconds).toBeLessThan(STOP_LIMIT_S);
    expect(await findProblems(world, deeds, shown)).toEqual([]);
  });

  it(`stops within ${STOP_LIMIT_S} s while GitHub does not answer at all, and the work is done by the next`, async () => {
    world.github.faults.set({ kind: "read", failWith: "timeout" });
    const storm = startStorm(world.github, deeds, createRandom(2), 30);
    await storm.ended;

    const seconds = await stopInSeconds(world);
    world.github.faults.clear();
    world.start();
    await world.server.ready();
    await world.quiet();

    expect(seconds).toBeLessThan(STOP_LIMIT_S);
    expect(await findProblems(world, deeds, shown)).toEqual([]);
  });
});

async function stopInSeconds({ server }: World): Promise<number> {
  const askedAt = performance.now();
  const code = await server.stop();
  if (code !== 0) throw new Error(`The server ended with ${code}:\n${server.output()}`);
  return (performance.now() - askedAt) / 1000;
}
