import { DAY_MS } from "../domain/day.ts";
import type { RepositoryProperties, Visibility } from "../domain/installation.ts";
import { fitsOne } from "./glob.ts";
import { isWeaker } from "./order.ts";
import type { Level, Mode, Policy, Scope, ShowPeople } from "./policy.ts";

export interface RepositoryOn {
  readonly name: string;
  readonly visibility: Visibility;
  readonly archived?: boolean;
  /** Custom properties: one that does not stand here is not set. Left out: they could not be read. */
  readonly properties?: RepositoryProperties | undefined;
  readonly today: Date;
}

/** What a policy does in one repository on one day. */
export interface ScopeInForce {
  /** Outside of the boundary nothing is asked, posted or taken; the mode says `observe` there. */
  readonly inBoundary: boolean;
  readonly mode: Mode;
  readonly level: Level;
  /** The scope that matched, by its index in `scopes`. */
  readonly scope: number | "default";
  readonly from?: string;
  readonly until?: string;
  /** The next day, `YYYY-MM-DD`, that begins at midnight UTC with another scope. */
  readonly changesOn?: string;
  readonly showPeople: ShowPeople;
}

/** Whether seats wait for training anywhere. */
export function gatesAnything({ access, scopes }: Policy): boolean {
  return access.level !== "merge_gate" || scopes.some((scope) => (scope.access ?? "merge_gate") !== "merge_gate");
}

/**
 * The first scope that matches holds; where none does, the top of the policy.
 *
 * A scope counts from the first moment (UTC) of `from` to the last of `until`. Outside of these days it is as if it
 * did not stand there, and the next match holds: `mode: block, from: 2026-12-01` under `mode: observe` posts nothing
 * before that day. Nothing is derived (a `flag` that leads up to a `block`), since what happens must stand in the
 * file; who wants that writes it as the scope that follows.
 *
 * Where the properties could not be read, any of the scopes that name one may be the first that matches. The strictest
 * of all that may hold then does, so that a permission that is taken away never opens a gate.
 */
export function scopeOf(policy: Policy, repository: RepositoryOn): ScopeInForce {
  const showPeople = policy.pull_requests.show_people[repository.visibility];
  const { include, exclude } = policy.boundary.repositories;
  const { name, archived } = repository;
  if (archived || !fitsOne(include, name) || fitsOne(exclude, name)) {
    return { inBoundary: false, mode: "observe", level: "merge_gate", scope: "default", showPeople };
  }

  const matching = policy.scopes
    .map((scope, index) => ({ scope, index, fit: fitOf(scope, repository) }))
    .filter(({ fit }) => fit !== "no");
  const today = dayOf(repository.today.getTime());
  const found = holdingOn(today, matching, policy);
  const changesOn = turningDays(matching.map(({ scope }) => scope)).find(
    (day) => day > today && holdingOn(day, matching, policy)?.index !== found?.index,
  );
  return {
    inBoundary: true,
    mode: found?.scope.mode ?? policy.mode,
    level: found?.scope.access ?? policy.access.level,
    scope: found?.index ?? "default",
    ...(found?.scope.from === undefined ? {} : { from: found.scope.from }),
    ...(found?.scope.until === undefined ? {} : { until: found.scope.until }),
    ...(changesOn === undefined ? {} : { changesOn }),
    showPeople,
  };
}

interface Matched {
  readonly scope: Scope;
  readonly index: number;
  readonly fit: "yes" | "no" | "unknown";
}

/** Undefined: the top of the policy. Of several that may be the first, the strictest; of those, the first. */
function holdingOn(day: string, all: readonly Matched[], policy: Policy): Matched | undefined {
  const matching = all.filter(({ scope }) => isInForce(scope, day));
  const certain = matching.findIndex(({ fit }) => fit === "yes");
  const possible = certain === -1 ? [...matching, undefined] : matching.slice(0, certain + 1);
  const modeOf = (one: Matched | undefined) => one?.scope.mode ?? policy.mode;
  return possible.reduce((held, one) => (isWeaker(modeOf(held), modeOf(one)) ? one : held), possible[0]);
}

function fitOf({ repositories, property = {} }: Scope, { name, properties }: RepositoryOn): Matched["fit"] {
  if (repositories && !fitsOne(repositories, name)) return "no";
  const wanted = Object.entries(property);
  if (wanted.length === 0) return "yes";
  if (!properties) return "unknown";
  const fits = wanted.every(([key, values]) => {
    const held = [properties[key] ?? []].flat();
    return [values].flat().some((value) => held.includes(value));
  });
  return fits ? "yes" : "no";
}

function isInForce({ from, until }: Scope, day: string): boolean {
  return (from === undefined || day >= from) && (until === undefined || day <= until);
}

/** Each day on which a scope begins to count or has just ceased to, in order. */
function turningDays(scopes: readonly Scope[]): readonly string[] {
  const begins = scopes.flatMap(({ from }) => from ?? []);
  const ceases = scopes.flatMap(({ until }) => (until === undefined ? [] : dayOf(Date.parse(until) + DAY_MS)));
  return [...begins, ...ceases].sort();
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
