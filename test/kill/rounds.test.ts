import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseSeed } from "./random.ts";
import { createRounds, type Rounds, type Victim } from "./rounds.ts";
import { createWorld, type World } from "./world.ts";

const VICTIMS: readonly Victim[] = ["server", "database", "both"];
const ROUNDS = 15;

describe("killed at a random moment while 100 deliveries arrive", () => {
  const seed = chooseSeed();
  let world: World;
  let rounds: Rounds;
  beforeAll(async () => {
    world = await createWorld();
    rounds = createRounds(world, seed);
  });
  afterAll(async () => {
    if (rounds) console.log(rounds.summary());
    await world?.close();
  });

  const plan = Array.from({ length: ROUNDS }, (_, index) => [index + 1, VICTIMS[index % VICTIMS.length]!] as const);
  it.each(plan)("round %i: %s killed, and every verdict is right, none twice, the log whole", async (_, victim) => {
    expect(await rounds.run(victim)).toEqual([]);
  });
});
