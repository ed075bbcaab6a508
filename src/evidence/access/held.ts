import { ACCESS_ORDER, toAccess } from "../../domain/access.ts";
import type { Spell, Turn } from "./turns.ts";

/** By which way somebody has access. */
export type Via =
  | "app"
  | "base"
  | "deploy_key"
  | "direct"
  | "enterprise_team"
  | "internal"
  | "org_role"
  | "outside"
  | "owner"
  | "public"
  | "team";

/** One way to one repository, or to all of them (null). */
export interface Way {
  readonly repository: number | null;
  readonly role: string;
  readonly via: Via;
  /** What came last of all that it takes: it began with that. */
  readonly since: Turn;
  /** Not before this: minus infinity where nobody knows. */
  readonly earliest: number;
}

/** All ways to one repository together: what they give, and since when that is. */
export interface Held extends Omit<Way, "via"> {
  readonly via: readonly Via[];
}

/** REST's names of two roles. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["pull", "read"],
  ["push", "write"],
]);

export function wayOf(repository: number | null, role: string, via: Via, spells: readonly Spell[]): Way {
  const turns = spells.map(({ first }) => first);
  const since = turns.reduce((last, one) => (one.at > last.at ? one : last));
  // Each part came about after its own last look without it: all of them together no earlier than the latest of these.
  return {
    repository,
    role: NAMES.get(role) ?? role,
    via,
    since,
    earliest: Math.max(...turns.map(({ notBefore }) => notBefore)),
  };
}

const strength = (role: string) => ACCESS_ORDER.indexOf(toAccess(role));

/** By repository: all of them first, then by GitHub's id. The strongest role counts, since when it was first held. */
export function heldBy(ways: readonly Way[]): readonly Held[] {
  const byRepository = new Map<number | null, Way[]>();
  for (const way of ways) {
    if (strength(way.role) === 0) continue;
    const own = byRepository.get(way.repository) ?? [];
    byRepository.set(way.repository, own);
    own.push(way);
  }
  return [...byRepository.values()].map(together).sort((a, b) => (a.repository ?? -1) - (b.repository ?? -1));
}

function together(ways: readonly Way[]): Held {
  const best = ways.reduce((held, one) => (isBetter(one, held) ? one : held));
  return { ...best, via: [...new Set(ways.map(({ via }) => via))].sort() };
}

/** Stronger, or as strong and older; of names that we do not know the first by the alphabet, so that it is always one. */
function isBetter(one: Way, held: Way): boolean {
  const more = strength(one.role) - strength(held.role);
  if (more !== 0) return more > 0;
  if (one.role !== held.role) return one.role < held.role;
  return one.since.at < held.since.at;
}
