import { describe, expect, it } from "vitest";
import { chooseSeed } from "../kill/random.ts";
import { createRounds, type Victim } from "../kill/rounds.ts";
import { createWorld } from "../kill/world.ts";

const VICTIMS: readonly Victim[] = ["server", "database", "both"];
const ROUNDS = Number(process.env.SOAK_ROUNDS ?? 200);
/** Each on a database and a GitHub of its own; most of a round is waiting. */
const WORLDS = 4;

describe(`killed ${ROUNDS} times at random moments, each time while 100 deliveries arrive`, () => {
  const seed = chooseSeed();

  it.concurrent.each(Array.from({ length: WORLDS }, (_, index) => index))(
    "world %i: every verdict is right, none twice, the log whole",
    async (index) => {
      const world = await createWorld();
      const rounds = createRounds(world, seed + index);
      try {
        for (let round = index; round < ROUNDS; round += WORLDS) {
          expect(await rounds.run(VICTIMS[round % VICTIMS.length] ?? "server")).toEqual([]);
        }
      } catch (error) {
        // At once: the other worlds may go on for an hour before the reporter tells.
        console.error(`world ${index} ended:`, error);
        throw error;
      } finally {
        console.log(rounds.summary());
        await world.close();
      }
    },
  );
});
