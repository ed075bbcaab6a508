import { setTimeout as sleep } from "node:timers/promises";
import { findProblems, watchConclusions } from "./findings.ts";
import { killDatabase } from "./kills.ts";
import { createRandom, type Random } from "./random.ts";
import { createDeeds, startStorm } from "./storm.ts";
import type { World } from "./world.ts";

export type Victim = "server" | "database" | "both";

const DELIVERIES = 100;

export interface Rounds {
  /**
   * One storm of deliveries in which the victim is killed at a random moment; then what has to start is started, and
   * when it is quiet everything is looked at. Answers what was wrong; each line says which round of which seed it was.
   */
  run(victim: Victim): Promise<readonly string[]>;
  /** What was done so far, in one line. */
  summary(): string;
}

export function createRounds(world: World, seed: number): Rounds {
  const random = createRandom(seed);
  const deeds = createDeeds();
  const shown = watchConclusions(world.github);
  const killed: Record<Victim, number> = { server: 0, database: 0, both: 0 };
  let seconds = 0;

  return {
    async run(victim) {
      const startedAt = performance.now();
      killed[victim]++;
      const round = killed.server + killed.database + killed.both;
      const killedAfter = 1 + random.below(DELIVERIES - 5);
      const storm = startStorm(world.github, deeds, random, DELIVERIES);
      while (storm.sent() < killedAfter) await sleep(1);
      await sleep(random.below(30));
      await kill(victim, world, random);
      await storm.ended;
      await world.server.ready();
      if (victim === "database") await restartInOrder(world);
      await world.quiet();
      seconds += (performance.now() - startedAt) / 1000;
      const problems = await findProblems(world, deeds, shown);
      return problems.map((problem) => `seed ${seed}, round ${round} (${victim}): ${problem}`);
    },
    summary() {
      const rounds = Object.entries(killed).map(([victim, count]) => `${victim} ${count}`);
      const sent = world.github.deliveries.all();
      const failed = sent.filter(({ statusCode }) => statusCode !== 200).length;
      return `seed ${seed}: killed ${rounds.join(", ")}; ${sent.length} deliveries, ${failed} of them failed and came again; ${deeds.heads.size} heads, ${shown.length} verdicts written; ${seconds.toFixed(0)} s`;
    },
  };
}

async function kill(victim: Victim, world: World, random: Random): Promise<void> {
  if (victim !== "database") await world.server.kill();
  if (victim !== "server") await killDatabase(world.dataDir);
  await sleep(random.below(200));
  if (victim !== "database") world.start();
}

/**
 * A server whose database was killed has to come back by itself; what it answered 503 meanwhile comes back at the next
 * sweep, every ten minutes or at a start: here at a start, to be done sooner.
 */
async function restartInOrder(world: World): Promise<void> {
  await world.quiet();
  const code = await world.server.stop();
  if (code !== 0) throw new Error(`The server ended with ${code}:\n${world.server.output()}`);
  world.start();
  await world.server.ready();
}
