import { MODES, type Policy } from "../policy/policy.ts";
import type { PolicyTerm } from "./policy-timeline.ts";

/** Whom or what a policy spares by its own words, without a waiver. */
export interface CarveOut {
  readonly kind:
    | "rule-except"
    | "boundary-exclusion"
    | "machine"
    | "bot"
    | "outside-contributors"
    | "managed-team"
    | "scope-behind";
  /** Role, pattern, account or team. */
  readonly what: string;
  /** The layers that it spares; none: all of them. */
  readonly layers: readonly string[];
  readonly basis: string | null;
  readonly owner: string | null;
  /** When somebody looks at it again, or it ends by itself. */
  readonly reviewBy: string | null;
}

/** One that stood in one or more policies, one after another. */
export interface CarveOutTerm extends CarveOut {
  readonly first: PolicyTerm;
  readonly from: string;
  readonly until: string | null;
}

export function carveOutsOf(policy: Policy): readonly CarveOut[] {
  return [
    ...exceptsOf(policy),
    ...policy.boundary.repositories.exclude.map((what) => plain("boundary-exclusion", what)),
    ...scopesBehind(policy),
    ...policy.access.machines.map(({ id, owner, reason, review_by }) => ({
      ...plain("machine", `account ${id}`),
      basis: reason,
      owner,
      reviewBy: review_by,
    })),
    ...policy.pull_requests.bots
      .filter(({ sponsor }) => sponsor === "none")
      .map(({ app, id }) => plain("bot", `${app} (account ${id})`)),
    ...(policy.pull_requests.outside_contributors === "exempt" ? [plain("outside-contributors", "all of them")] : []),
    ...policy.access.teams.flatMap(({ team, managed_by: by }) =>
      by === undefined ? [] : [{ ...plain("managed-team", `team ${team}`), basis: `managed by ${by}` }],
    ),
  ];
}

function plain(kind: CarveOut["kind"], what: string): CarveOut {
  return { kind, what, layers: [], basis: null, owner: null, reviewBy: null };
}

function exceptsOf({ require }: Policy): readonly CarveOut[] {
  return require.flatMap(({ who, layers }) =>
    (who.except?.role ?? []).map((role) => ({ ...plain("rule-except", `role ${role}`), layers })),
  );
}

/** Scopes that are weaker than the rest: an end and a reason stand with them, or are missing. */
function scopesBehind({ mode, scopes }: Policy): readonly CarveOut[] {
  const rank = (one: Policy["mode"]) => MODES.indexOf(one);
  const strongest = Math.max(rank(mode), ...scopes.map((scope) => rank(scope.mode)));
  return scopes
    .filter((scope) => rank(scope.mode) < strongest && (scope.until !== undefined || scope.reason !== undefined))
    .map((scope) => ({
      ...plain("scope-behind", `${describe(scope)} in ${scope.mode}`),
      basis: scope.reason ?? null,
      reviewBy: scope.until ?? null,
    }));
}

function describe({ repositories, property = {} }: Policy["scopes"][number]): string {
  const wanted = Object.entries(property).map(([name, value]) => `${name}=${[value].flat().join("|")}`);
  return [...(repositories ?? []), ...wanted].join(", ") || "all repositories";
}

/** Joined where one policy follows another and both say the same. */
export function carveOutTerms(terms: readonly PolicyTerm[]): readonly CarveOutTerm[] {
  const done: CarveOutTerm[] = [];
  let open = new Map<string, CarveOutTerm>();
  for (const term of terms) {
    const next = new Map<string, CarveOutTerm>();
    for (const carveOut of term.policy ? carveOutsOf(term.policy) : []) {
      const key = JSON.stringify(carveOut);
      const before = open.get(key);
      next.set(
        key,
        before ? { ...before, until: term.until } : { ...carveOut, first: term, from: term.from, until: term.until },
      );
    }
    for (const [key, ended] of open) if (!next.has(key)) done.push(ended);
    open = next;
  }
  return [...done, ...open.values()].sort((a, b) => compare(a.from, b.from) || compare(keyOf(a), keyOf(b)));
}

function keyOf({ kind, what, layers }: CarveOut): string {
  return `${kind} ${what} ${layers.join()}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
