import { toAccess } from "../../domain/access.ts";
import { standsIn } from "../../gate/eligibility.ts";
import type { Facts } from "../../gate/facts.ts";
import { fitsOne } from "../../policy/glob.ts";
import { layersNeeded } from "../../policy/needs.ts";
import type { Policy } from "../../policy/policy.ts";
import type { RosterThen } from "../sources.ts";
import type { TrainingRecord } from "./records.ts";

/** `unknown`: the policy that was in force is not kept, so that nobody can say what it asked for. */
export type TrainedState = "yes" | "no" | "grace" | "waived" | "not-required" | "unknown";

export interface Trained {
  readonly state: TrainedState;
  readonly required: readonly string[];
  /** `layer/course (why)`, of what is in grace too. */
  readonly missing: readonly string[];
}

/** What was asked at one instant. A policy that is not kept is null; where none was in force, nothing was asked. */
export interface Asking {
  readonly policy: Policy | null | "none";
  readonly courses: Facts["courses"];
  readonly instant: number;
}

export interface PersonAsked {
  readonly record: TrainingRecord;
  readonly roster: RosterThen | undefined;
  /** Slugs. */
  readonly teams: readonly string[];
}

/** Access as rules ask about it: the repository's name without its owner, null for all of them, or for one without a name. */
export interface AccessAsked {
  readonly repository: string | null;
  readonly role: string;
}

const NOT_REQUIRED: Trained = { state: "not-required", required: [], missing: [] };
const ORDER = ["no", "grace", "waived", "yes"] as const;

/** Whether one person was trained for what they could do, one access after another, by the gate's own reckoning. */
export function trainedAt(asking: Asking, person: PersonAsked): (access: AccessAsked) => Trained {
  const { policy } = asking;
  if (policy === null) return () => ({ ...NOT_REQUIRED, state: "unknown" });
  if (policy === "none") return () => NOT_REQUIRED;
  const anywhere = anywhereIn(policy);
  const known = new Map<string, LayerState>();
  return ({ repository, role }) => {
    const { include, exclude } = policy.boundary.repositories;
    if (repository !== null && (!fitsOne(include, repository) || fitsOne(exclude, repository))) return NOT_REQUIRED;
    const needs = layersNeeded(repository === null ? anywhere : policy, {
      access: toAccess(role),
      opensPullRequest: false,
      roles: person.roster?.roles ?? [],
      teams: person.teams,
      repository: repository ?? "",
    });
    const required = [...new Set(needs.map(({ layer }) => layer))].sort();
    if (required.length === 0) return NOT_REQUIRED;
    const states = required.map((layer) => layerState(layer, repository, { asking, policy, person, known }));
    const worst = ORDER.find((state) => states.some((one) => one.state === state)) ?? "yes";
    return { state: worst, required, missing: states.flatMap(({ missing }) => missing) };
  };
}

/** As if every rule meant every repository: who may enter all of them needs what any of them asks. */
function anywhereIn(policy: Policy): Policy {
  return {
    ...policy,
    require: policy.require.map(({ who: { repositories: _, ...who }, ...rule }) => ({ ...rule, who })),
  };
}

interface LayerState {
  readonly state: (typeof ORDER)[number];
  readonly missing: readonly string[];
}

interface Judging {
  readonly asking: Asking;
  readonly policy: Policy;
  readonly person: PersonAsked;
  readonly known: Map<string, LayerState>;
}

function layerState(layer: string, repository: string | null, judging: Judging): LayerState {
  const { record } = judging.person;
  const waivers = record.waivers.filter((waiver) => waiver.layer === layer && holdsIn(waiver.repositories, repository));
  const key = [layer, ...waivers.map(({ waiver }) => waiver)].join(" ");
  const state = judging.known.get(key) ?? judge(layer, { ...record, waivers }, judging);
  judging.known.set(key, state);
  return state;
}

function holdsIn(patterns: readonly string[] | null, repository: string | null): boolean {
  if (patterns === null) return false;
  return patterns.length === 0 || (repository !== null && fitsOne(patterns, repository));
}

function judge(layer: string, record: TrainingRecord, { asking, policy, person }: Judging): LayerState {
  const facts = { courses: asking.courses, asOf: new Date(asking.instant).toISOString() };
  const startedAt = person.roster?.startsOn ? { startedAt: `${person.roster.startsOn}T00:00:00.000Z` } : {};
  const standing = standsIn(layer, { ...record, ...startedAt }, facts, policy);
  if (standing.state !== "met") {
    const missing = standing.missing.map(({ course, why }) => `${layer}/${course} (${why})`);
    return { state: standing.state === "grace" ? "grace" : "no", missing };
  }
  const isWaived =
    record.waivers.length > 0 && standsIn(layer, { ...record, waivers: [] }, facts, policy).state !== "met";
  return { state: isWaived ? "waived" : "yes", missing: [] };
}
