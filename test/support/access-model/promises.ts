import fc from "fast-check";
import { expect } from "vitest";
import { targetKey } from "../../../src/domain/stores/holds.ts";
import { textOf } from "./model-github.ts";
import { anyEpisode, anyPolicy, anyStep, type Step, take } from "./steps.ts";
import { createWorld, type World } from "./world.ts";

const BEFORE: readonly Step["kind"][] = ["invite", "accept", "leave", "seat", "role", "terraform", "complete", "days"];

const UNTIMELY: readonly Step["kind"][] = ["deliver", "deliver-all", "lose", "work", "fail", "sweep"];
const TELL_AND_WORK: readonly Step[] = [
  { kind: "deliver-all" },
  { kind: "work", count: 200 },
  { kind: "deliver-all" },
  { kind: "work", count: 200 },
];

const before = fc
  .noBias(
    fc.tuple(
      anyPolicy,
      fc.array(
        anyStep.filter(({ kind }) => BEFORE.includes(kind)),
        { maxLength: 15 },
      ),
    ),
  )
  .map(([policy, steps]) => [policy, ...steps]);
const after = fc.noBias(fc.array(anyEpisode, { maxLength: 30, size: "max" })).map((episodes) => episodes.flat());

/** All is told at once, and all work done, before anything else happens: then the order is the only difference. */
const inTime = fc
  .noBias(
    fc.array(
      anyStep.filter(({ kind }) => !UNTIMELY.includes(kind)),
      { maxLength: 40, size: "max" },
    ),
  )
  .map((steps) => steps.flatMap((step, index): Step[] => (index % 4 === 3 ? [step, ...TELL_AND_WORK] : [step])));

/** What people did before the App came, and all that happens from then on. */
export async function live(
  before: readonly Step[],
  after: readonly Step[],
  order: (underWay: number) => number = () => 0,
): Promise<World> {
  const world = await createWorld(order);
  for (const step of before) await take(world, step);
  await world.install();
  for (const step of after) await take(world, step);
  return world;
}

/** No promise is broken by any write, nor at rest, whatever happens and whatever fails. */
export function keepsItsPromises(given: { readonly runs: number; readonly seed: number }): Promise<void> {
  const property = fc.asyncProperty(before, after, async (before, after) => {
    const world = await live(before, after);
    await world.rest();
    expect(world.ledger.broken).toEqual([]);
    // Whatever failed when: of each write it is known what became of it.
    expect(world.memory.rows.effects.filter(({ doneAt }) => doneAt === null)).toEqual([]);
  });
  return fc.assert(property, { numRuns: given.runs, seed: given.seed });
}

/** Two worlds in which the same happens, and is told in another order and partly twice, come to rest alike. */
export function endsAlike(given: { readonly runs: number; readonly seed: number }): Promise<void> {
  const property = fc.asyncProperty(before, inTime, fc.infiniteStream(fc.nat(50)), async (before, after, numbers) => {
    const inOrder = await live(before, after);
    const mixed = await live(before, after, (underWay) => (numbers.next().value ?? 0) % underWay);
    await inOrder.rest();
    await mixed.rest();
    expect(textOf(mixed.github)).toBe(textOf(inOrder.github));
    expect(waitingIn(mixed)).toEqual(waitingIn(inOrder));
  });
  return fc.assert(property, { numRuns: given.runs, seed: given.seed });
}

function waitingIn({ memory }: World): readonly string[] {
  const waiting = memory.rows.holds.filter(({ ended }) => ended === null);
  return waiting.map(({ account, target, cause }) => `${account} ${targetKey(target)} ${cause}`).sort();
}
