import type { SeatTarget } from "../../domain/stores/holds.ts";
import { fitsOne } from "../../policy/glob.ts";
import { isWeaker } from "../../policy/order.ts";
import type { Level, Mode, Policy } from "../../policy/policy.ts";
import { type ScopeInForce, scopeOf } from "../../policy/scope.ts";
import type { AccessFacts, ReachedRepository, TeamFacts } from "./facts.ts";

const LEVELS: readonly Level[] = ["merge_gate", "grant_on_completion", "invite_on_completion"];

/** What the policy makes of the seats of one team or repository on one day. */
export interface GateOn {
  /** Seats there wait for training. */
  readonly gated: boolean;
  readonly level: Level;
  readonly mode: Mode;
  /** Managed elsewhere: never written to. */
  readonly managedBy?: string;
  readonly onLapse: "flag" | "to_reading_team" | "remove";
  readonly readingTeam?: string;
  /** A team for reading, whose seats never wait, over repositories where seats of other teams do: in this mode. */
  readonly reads?: Mode;
  /** In the boundary, with the role that the seat gives there. */
  readonly repositories: readonly ReachedRepository[];
  /** The next midnight (UTC) at which another scope holds there. */
  readonly changesAt: string | null;
}

type Where = Pick<AccessFacts, "asOf" | "teams" | "repositories">;

const OPEN: Pick<GateOn, "gated" | "level" | "mode" | "onLapse"> = {
  gated: false,
  level: "merge_gate",
  mode: "observe",
  onLapse: "flag",
};

/**
 * A team is gated if the policy names it and a repository that it reaches has a scope whose level is above the merge gate;
 * the strictest mode among those holds. A repository's own seats follow its scope.
 */
export function gateOn(target: Exclude<SeatTarget, { kind: "organisation" }>, facts: Where, policy: Policy): GateOn {
  if (target.kind === "team") {
    const team = facts.teams.find(({ id }) => id === target.teamId);
    return team ? gateOnTeam(team, facts.asOf, policy) : { ...OPEN, repositories: [], changesAt: null };
  }
  const repository = facts.repositories.find(({ id }) => id === target.repositoryId);
  return gateOver(repository ? [{ ...repository, role: target.role }] : [], facts.asOf, policy);
}

export function gateOnTeam(team: TeamFacts, asOf: string, policy: Policy): GateOn {
  const { teams } = policy.access;
  const entry = teams.find((one) => fitsOne([one.team], team.slug));
  const over = gateOver(team.repositories, asOf, policy);
  // Who may only read is meant to be there: taking that too would leave them with nothing.
  const isForReading = teams.some(({ reading_team }) => reading_team?.toLowerCase() === team.slug.toLowerCase());
  const managed = entry?.managed_by === undefined ? {} : { managedBy: entry.managed_by };
  if (isForReading) return { ...over, ...OPEN, ...managed, ...(over.gated && { reads: over.mode }) };
  if (!entry) return { ...over, ...OPEN };
  return {
    ...over,
    onLapse: entry.on_lapse ?? "flag",
    ...(entry.reading_team !== undefined && { readingTeam: entry.reading_team }),
    ...managed,
  };
}

function gateOver(reached: readonly ReachedRepository[], asOf: string, policy: Policy): GateOn {
  const scopes = reached.map((repository) => ({ repository, scope: scopeIn(repository, asOf, policy) }));
  const inside = scopes.filter(({ scope }) => scope.inBoundary);
  const holding = inside.filter(({ scope }) => scope.level !== "merge_gate").map(({ scope }) => scope);
  const days = inside.flatMap(({ scope }) => scope.changesOn ?? []).sort();
  return {
    gated: holding.length > 0,
    level: holding.reduce<Level>((best, { level }) => higher(best, level), "merge_gate"),
    mode: holding.reduce<Mode>((held, { mode }) => (isWeaker(held, mode) ? mode : held), "observe"),
    onLapse: "flag",
    repositories: inside.map(({ repository }) => repository),
    changesAt: days[0] === undefined ? null : `${days[0]}T00:00:00.000Z`,
  };
}

function scopeIn(
  { name, visibility, archived, properties }: ReachedRepository,
  asOf: string,
  policy: Policy,
): ScopeInForce {
  return scopeOf(policy, { name, visibility, archived, properties, today: new Date(asOf) });
}

function higher(one: Level, other: Level): Level {
  return LEVELS.indexOf(other) > LEVELS.indexOf(one) ? other : one;
}
