import type { SeatTarget } from "../../domain/stores/holds.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Outcome } from "../decision.ts";
import type { SeatLayer } from "./decision.ts";
import type { AccessFacts, HoldFacts, SeatFacts, TeamFacts } from "./facts.ts";
import { type GateOn, gateOn, gateOnTeam } from "./gate-on.ts";

/** A seat that somebody has or waits for, with what the policy makes of it. */
export interface Place {
  readonly target: SeatTarget;
  readonly seat: SeatFacts | null;
  readonly hold: HoldFacts | null;
  readonly gate: GateOn;
  readonly layers: readonly SeatLayer[];
  readonly outcome: Outcome;
  readonly synced: boolean;
  /** The teams that it opens and that we may write to: those of an invitation that others keep are theirs to give. */
  readonly ours: readonly number[];
}

/** What a seat opens: of an invitation, all teams that it names. */
export function reachOf(
  target: SeatTarget,
  facts: AccessFacts,
  policy: Policy,
): Pick<Place, "gate" | "synced" | "ours"> & { readonly teams: readonly string[] } {
  if (target.kind !== "organisation") {
    const team = target.kind === "team" ? facts.teams.find(({ id }) => id === target.teamId) : undefined;
    const ours = team && isOurs(team, facts, policy) ? [team.id] : [];
    return { gate: gateOn(target, facts, policy), teams: team ? [team.slug] : [], synced: team?.synced === true, ours };
  }
  const named = facts.teams.filter(({ id }) => target.teamIds.includes(id));
  const gates = named.map((team) => gateOnTeam(team, facts.asOf, policy));
  const strictest =
    gates.find(({ gated, managedBy, level }) => gated && managedBy === undefined && level === "invite_on_completion") ??
    gates.find(({ gated, managedBy }) => gated && managedBy === undefined);
  const none: GateOn = {
    gated: false,
    level: "merge_gate",
    mode: "observe",
    onLapse: "flag",
    repositories: [],
    changesAt: null,
  };
  return {
    gate: { ...(strictest ?? none), repositories: gates.flatMap(({ repositories }) => repositories) },
    teams: named.map(({ slug }) => slug),
    synced: false,
    ours: named.filter((team) => isOurs(team, facts, policy)).map(({ id }) => id),
  };
}

function isOurs(team: TeamFacts, { asOf }: AccessFacts, policy: Policy): boolean {
  return !team.synced && !team.isEnterprises && gateOnTeam(team, asOf, policy).managedBy === undefined;
}
