import { fitsOne } from "../../policy/glob.ts";
import { layersNeeded, type Need } from "../../policy/needs.ts";
import type { Policy } from "../../policy/policy.ts";
import { judgeLayer } from "../people.ts";
import { requiredCourses } from "../required-courses.ts";
import type { SeatLayer } from "./decision.ts";
import type { AccessFacts, ReachedRepository } from "./facts.ts";

interface Reach {
  readonly repositories: readonly ReachedRepository[];
  /** Slugs of the teams that the seat is in. */
  readonly teams: readonly string[];
}

interface Asked {
  readonly because: Map<number, string>;
  /** Names of the repositories for which it is asked. */
  readonly on: Set<string>;
}

/** The layers that a seat asks for, over all repositories that it reaches, and where the person stands in each. */
export function layersOn(reach: Reach, facts: AccessFacts, policy: Policy): readonly SeatLayer[] {
  const asked = new Map<string, Asked>();
  for (const repository of reach.repositories) {
    for (const need of needsOn(repository, reach.teams, facts, policy)) {
      const known = asked.get(need.layer) ?? { because: new Map(), on: new Set() };
      known.because.set(need.rule, need.because);
      known.on.add(repository.name);
      asked.set(need.layer, known);
    }
  }
  return Array.from(asked, ([layer, { because, on }]) => ({
    layer,
    courses: requiredCourses(layer, facts.courses, policy).courses.map(({ id }) => id),
    because: Array.from(because, ([rule, text]) => ({ rule, text })),
    ...judged(layer, on, facts, policy),
  }));
}

function judged(layer: string, on: ReadonlySet<string>, facts: AccessFacts, policy: Policy) {
  const verdict = judgeLayer(layer, { ...facts, waivers: waiversFor(on, facts.waivers) }, facts, policy);
  if (verdict.standing.state !== "missing") return verdict;
  const over = waiversFor(on, facts.waiversOver ?? []).filter((waiver) => waiver.layer === layer);
  const sparedUntil = over
    .map(({ until }) => until)
    .sort()
    .at(-1);
  return sparedUntil === undefined ? verdict : { ...verdict, sparedUntil };
}

function needsOn(
  { name, role }: ReachedRepository,
  teams: readonly string[],
  { roles }: AccessFacts,
  policy: Policy,
): readonly Need[] {
  return layersNeeded(policy, { access: role, opensPullRequest: false, roles, teams, repository: name });
}

/** A waiver for some repositories spares nothing where the seat reaches others too. */
function waiversFor(names: ReadonlySet<string>, waivers: AccessFacts["waivers"]): AccessFacts["waivers"] {
  return waivers.filter(
    ({ repositories }) => repositories.length === 0 || [...names].every((name) => fitsOne(repositories, name)),
  );
}
