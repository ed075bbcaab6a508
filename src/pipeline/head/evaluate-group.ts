import { UndecidedError } from "../../domain/errors.ts";
import type { PullRequest } from "../../domain/pull-request.ts";
import type { MergeGroup } from "../../domain/subject.ts";
import { listedIn } from "./backing.ts";
import { conclude, type EvaluateDeps, type Evaluated, placeOf } from "./evaluate.ts";
import { type GatherGroupDeps, gatherGroup } from "./gather-group.ts";

export type EvaluateGroupDeps = EvaluateDeps & GatherGroupDeps;

/** GitHub may tell of a group before its own queue shows it; a group that was there is believed to be gone at once. */
const TRIES_BEFORE_GONE = 2;
/** About a minute. A check that fails throws people out of the queue, so they wait longer than on a pull request. */
const TRIES_BEFORE_UNDECIDED = 6;

/**
 * As `evaluateHead`, for a group of a merge queue: everybody on any of its pull requests is judged as of now, so whose
 * training ended while they waited does not merge. The verdict is the commit's that GitHub built for the group.
 */
export async function evaluateGroup(group: MergeGroup, tries: number, deps: EvaluateGroupDeps): Promise<Evaluated> {
  const place = await placeOf(group, deps);
  if (typeof place === "string") return { done: place, outcome: null };

  const final = tries >= TRIES_BEFORE_UNDECIDED;
  const inForce = await deps.policies.inForce(place.installation.orgId);
  const look = { asOf: deps.clock(), final, listed: listedIn(inForce?.policy) };
  const gathered = await gatherGroup(group, place, look, deps);
  if (!gathered) {
    const verdict = await deps.stores.verdicts.find(group);
    if (!verdict?.evaluatedAt && tries < TRIES_BEFORE_GONE)
      throw new UndecidedError({ source: "the merge queue", installation: place.installation.id });
    return { done: "group-gone", outcome: null };
  }
  const awaited = await isAnyShown(gathered.pulls, deps);
  return conclude({ kind: "group", ...group }, { ...place, facts: gathered.facts, awaited }, { final, inForce }, deps);
}

/** Whoever sees our run on a pull request may require it, and then the queue waits for it on the group. */
async function isAnyShown(pulls: readonly PullRequest[], { stores }: EvaluateGroupDeps): Promise<boolean> {
  for (const pull of pulls) {
    const verdict = await stores.verdicts.find(pull);
    if (verdict && verdict.checkRunId !== null) return true;
  }
  return false;
}
