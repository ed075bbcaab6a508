import type { OrgId } from "../../domain/ids.ts";
import { compareContent } from "../../training/staging.ts";
import { newestCoverage } from "./coverage-seen.ts";
import { type AdminDeps, installationOf } from "./deps.ts";
import { peopleStanding } from "./people-standing.ts";
import type { Overview, PersonState, PersonStatus } from "./port.ts";
import { stagedCourse } from "./rollout.ts";

export async function readOverview(org: OrgId, deps: AdminDeps): Promise<Overview> {
  const { stores, reading, clock } = deps;
  const policy = await stores.policies.stateOf(org);
  const { staged } = compareContent(deps.content, await stores.courses.listInForce());
  return {
    pulls: await reading.openPulls(org),
    people: countStates(await peopleStanding(await installationOf(org, deps), deps)),
    coverage: (await newestCoverage(org, stores))?.seen ?? null,
    waiting: await reading.waiting(org, clock()),
    open: await reading.openQuestions(org, clock()),
    held: policy?.held !== null && policy?.held !== undefined,
    problem: policy?.problem !== null && policy?.problem !== undefined,
    staged: staged.map(stagedCourse),
    troubledJobs: await deps.jobs.count(org),
  };
}

function countStates(people: readonly PersonStatus[]): Readonly<Record<PersonState, number>> {
  const counts = { missing: 0, grace: 0, current: 0, "not-asked": 0 };
  for (const { state } of people) counts[state] += 1;
  return counts;
}
