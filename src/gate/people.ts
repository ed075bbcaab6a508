import { layersNeeded, type Need } from "../policy/needs.ts";
import type { Policy } from "../policy/policy.ts";
import { type LayerStanding, standingOf } from "../training/standing.ts";
import { ASSISTANT_ACCOUNTS } from "./assistants.ts";
import type { LayerVerdict, NotRequiredWhy, Outcome, PersonVerdict } from "./decision.ts";
import type { Facts, Part, PersonFacts, WaiverFact } from "./facts.ts";
import { leniencyOf, requiredCourses } from "./required-courses.ts";
import { restsOnImports, restsOnWaiver, waiversOf } from "./spared.ts";

/**
 * One person of a pull request. Required are the author and every pusher, whom GitHub authenticated; authors of
 * commits and co-authors only if they have access here and the policy says so, since git text can be forged.
 */
export function judgePerson(person: PersonFacts, facts: Facts, policy: Policy): PersonVerdict {
  const excuse = excuseOf(person, policy);
  const layers = excuse === null || excuse === "outside" ? layersOf(person, facts, policy) : [];
  const notRequired = excuse ?? (layers.length === 0 ? "no-rule" : null);
  return {
    person: person.person,
    account: person.account,
    login: person.login,
    parts: person.parts,
    required: notRequired === null,
    notRequired,
    layers,
    // What somebody from outside lacks is a finding, with a treatment of its own.
    outcome: notRequired === null ? outcomeOf(layers) : "allow",
  };
}

const AUTHENTICATED: ReadonlySet<Part["kind"]> = new Set(["author", "pusher", "sponsor"]);

function excuseOf(person: PersonFacts, policy: Policy): NotRequiredWhy | null {
  const { bots } = policy.pull_requests;
  if (policy.access.machines.some(({ id }) => id === person.account)) return "listed-bot";
  if (bots.some(({ id, sponsor }) => id === person.account && sponsor === "none")) return "listed-bot";
  const authenticated = person.parts.some(({ kind }) => AUTHENTICATED.has(kind));
  if (!authenticated && ASSISTANT_ACCOUNTS.has(person.account)) return "assistant";
  if (bots.some(({ id }) => id === person.account)) return "sponsored-bot";
  if (person.type === "Bot") return "unknown-bot";
  if (person.type !== "User") return "not-a-user";
  if (authenticated) return person.belongs ? null : "outside";
  return excuseOfCommitter(person, policy);
}

function excuseOfCommitter(person: PersonFacts, { pull_requests }: Policy): NotRequiredWhy | null {
  if (!person.belongs) return "no-access";
  if (person.leftAt !== undefined) return "left";
  const asked = person.parts.some(
    ({ kind }) =>
      (kind === "commit-author" && pull_requests.commit_authors === "members") ||
      (kind === "co-author" && pull_requests.co_authors === "members"),
  );
  return asked ? null : "shown-only";
}

function layersOf(person: PersonFacts, facts: Facts, policy: Policy): readonly LayerVerdict[] {
  const needed = layersNeeded(policy, {
    access: person.access,
    // A sponsor stands where the author would.
    opensPullRequest: person.parts.some(({ kind }) => kind === "author" || kind === "sponsor"),
    roles: person.roles,
    teams: person.teams,
    repository: facts.repository.name,
  });
  const verdicts: LayerVerdict[] = [];
  for (const { layer } of needed) {
    if (verdicts.some((verdict) => verdict.layer === layer)) continue;
    verdicts.push({ layer, because: rulesFor(layer, needed), ...judgeLayer(layer, person, facts, policy) });
  }
  return verdicts;
}

function rulesFor(layer: string, needed: readonly Need[]): LayerVerdict["because"] {
  return needed.filter((need) => need.layer === layer).map(({ rule, because: text }) => ({ rule, text }));
}

/** What is on record of somebody's training. */
export type TrainingRecord = Pick<PersonFacts, "completions" | "waivers" | "startedAt">;
type AsOf = Pick<Facts, "courses" | "asOf">;

/** Where somebody stands in a layer, and what that rests on. */
export function judgeLayer(
  layer: string,
  person: TrainingRecord,
  facts: AsOf,
  policy: Policy,
): Omit<LayerVerdict, "layer" | "because"> {
  const without = standingIn(layer, person, facts, policy);
  if (without.state === "met")
    return { standing: without, ...restsOnImports(requiredCourses(layer, facts.courses, policy), person.completions) };
  const waivers = waiversOf(layer, person);
  if (waivers.length === 0) return { standing: without };
  const standing = standingIn(layer, person, facts, policy, waivers);
  return { standing, ...restsOnWaiver(waivers, facts.asOf, { standing, without }) };
}

function standingIn(
  layer: string,
  person: TrainingRecord,
  facts: AsOf,
  policy: Policy,
  waivers: readonly WaiverFact[] = [],
): LayerStanding {
  const { courses, following } = requiredCourses(layer, facts.courses, policy);
  return standingOf({
    courses,
    following,
    completions: person.completions,
    waivers,
    startedAt: person.startedAt ?? null,
    leniency: leniencyOf(policy),
    asOf: facts.asOf,
  });
}

export function outcomeOf(layers: readonly LayerVerdict[]): Outcome {
  if (layers.some(({ standing }) => standing.state === "missing")) return "withhold";
  return layers.some(({ standing }) => standing.state === "grace") ? "flag" : "allow";
}
