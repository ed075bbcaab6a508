import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseSeed } from "./random.ts";
import { createRounds, type Rounds, type Victim } from "./rounds.ts";
import { createWorld, type World } from "./world.ts";

/** One world, in which one victim after the other is killed. What was done is told at the end. */
export function describeRounds(name: string, victims: readonly Victim[]): void {
  describe(name, () => {
    let world: World;
    let rounds: Rounds;
    beforeAll(async () => {
      world = await createWorld();
      rounds = createRounds(world, chooseSeed());
    });
    afterAll(async () => {
      if (rounds) console.log(rounds.summary());
      await world?.close();
    });

    const plan = victims.map((victim, index) => [index + 1, victim] as const);
    it.each(plan)(
      "round %i, %s killed: all verdicts right, none twice, the log whole, nothing lost",
      async (_, victim) => {
        expect(await rounds.run(victim)).toEqual([]);
      },
    );
  });
}
