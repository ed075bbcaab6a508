import { FEWEST_TOLD } from "../../domain/awareness.ts";
import { createItems } from "../../programme/effectiveness/items.ts";
import { createResults } from "../../programme/effectiveness/results.ts";
import { toldGroups } from "../../programme/effectiveness/suppress.ts";
import type {
  Effectiveness,
  EffectivenessReading,
  EffectivenessScope,
  EffectivenessView,
  SimulationView,
} from "./port.ts";

/** Whether it works, in figures of five people or more. */
export function createEffectiveness(reading: EffectivenessReading): Effectiveness {
  return {
    async read(scope) {
      return {
        ...(await readAttempts(scope, reading)),
        simulations: await readSimulations(scope, reading),
        incidents: (await reading.incidents(scope)).map((month) => ({
          ...month,
          medianMinutes: month.timed < FEWEST_TOLD ? null : month.medianMinutes,
        })),
        microQuizzes: (await reading.microAnswers(scope.period)).map(({ slug, question, ...told }) => ({
          ...{ slug, question },
          told: told.answers < FEWEST_TOLD ? null : told,
        })),
      };
    },
  };
}

async function readAttempts(
  { period }: EffectivenessScope,
  reading: EffectivenessReading,
): Promise<Pick<EffectivenessView, "results" | "items">> {
  const results = createResults();
  const items = createItems();
  for await (const attempt of reading.attempts(period)) {
    results.add(attempt);
    items.add(attempt);
  }
  return { results: results.cells(), items: items.statistics() };
}

async function readSimulations(
  scope: EffectivenessScope,
  reading: EffectivenessReading,
): Promise<readonly SimulationView[]> {
  const views: SimulationView[] = [];
  for (const { outcomes, ...simulation } of await reading.simulations(scope)) {
    if (!outcomes || outcomes.delivered < FEWEST_TOLD) {
      views.push({ ...simulation, outcomes: null, groups: [], hasUntold: true });
      continue;
    }
    const groups = await reading.groupsOf(scope.org, simulation.id);
    // Who was erased since stands in the whole and in no group, and is not to be found by subtraction either.
    const erased = outcomes.delivered - groups.reduce((sum, { people }) => sum + people, 0);
    const whole = [...groups, { name: "", people: erased, reported: 0, clicked: 0 }];
    const told = toldGroups(whole).filter(({ name }) => name !== "");
    const medianMinutes = outcomes.reported < FEWEST_TOLD ? null : outcomes.medianMinutes;
    const hasUntold = told.length < whole.filter(({ people }) => people > 0).length;
    views.push({ ...simulation, outcomes: { ...outcomes, medianMinutes }, groups: told, hasUntold });
  }
  return views;
}
