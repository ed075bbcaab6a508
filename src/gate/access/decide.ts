import { atLeast } from "../../domain/access.ts";
import { type SeatTarget, targetKey } from "../../domain/stores/holds.ts";
import type { Policy } from "../../policy/policy.ts";
import { type Outcome, worst } from "../decision.ts";
import { outcomeOf } from "../people.ts";
import type { AccessDecision, SeatDecision, SeatLayer } from "./decision.ts";
import type { AccessFacts, HoldFacts, SeatFacts } from "./facts.ts";
import { type GateOn, gateOn, gateOnTeam } from "./gate-on.ts";
import { decideInvitation } from "./invitation.ts";
import { judgeSeat } from "./judge-seat.ts";
import { layersOn } from "./needs-on.ts";

/** A seat that somebody has or waits for, with what the policy makes of it. */
export interface Place {
  readonly target: SeatTarget;
  readonly seat: SeatFacts | null;
  readonly hold: HoldFacts | null;
  readonly gate: GateOn;
  readonly layers: readonly SeatLayer[];
  readonly outcome: Outcome;
  readonly synced: boolean;
}

/**
 * What one account may have of the organisation. Total, synchronous, without a clock: the same facts always decide the
 * same. While a source is missing nothing is decided, and so nothing is given or taken.
 */
export function decideAccess(facts: AccessFacts, policy: Policy, policyDigest: string): AccessDecision {
  const seats: SeatDecision[] = [];
  let { holdsLeft } = facts;
  for (const place of placesOf(facts, policy)) {
    const decided = judgeSeat(place, { ...facts, holdsLeft }, policy);
    if (decided.act?.kind === "withdraw" && decided.act.cause === "new") holdsLeft -= 1;
    seats.push(decided);
  }
  const invited = decideInvitation(facts, policy);
  if (invited) seats.push(invited);
  const instants = seats.flatMap(({ changesAt }) => changesAt ?? []).sort();
  return {
    outcome: worst(seats.map(({ outcome }) => outcome)),
    policyDigest,
    undecided: facts.missing,
    seats,
    changesAt: instants[0] ?? null,
  };
}

/** Every gated seat that they have, and every one that waits, whether or not it is gated any more. */
function placesOf(facts: AccessFacts, policy: Policy): readonly Place[] {
  const holds = new Map(facts.holds.map((hold) => [targetKey(hold.target), hold]));
  const seats = new Map(facts.seats.map((seat) => [targetKey(seat.target), seat]));
  const keys = [...new Set([...seats.keys(), ...holds.keys()])].sort();
  return keys.flatMap((key) => {
    const place = placeOf(seats.get(key) ?? null, holds.get(key) ?? null, facts, policy);
    return place && (place.hold || place.gate.gated || place.gate.managedBy !== undefined) ? [place] : [];
  });
}

function placeOf(seat: SeatFacts | null, hold: HoldFacts | null, facts: AccessFacts, policy: Policy): Place | null {
  const target = intendedOf(seat, hold);
  if (!target) return null;
  const { gate, teams, synced } = reachOf(target, facts, policy);
  const layers = layersOn({ repositories: gate.repositories, teams }, facts, policy);
  const outcome = facts.missing.length > 0 ? "undecided" : outcomeOf(layers);
  return { target, seat, hold, gate, layers, outcome, synced };
}

/** What is judged is what they were meant to have, also where less was left; or more, which somebody may have given since. */
function intendedOf(seat: SeatFacts | null, hold: HoldFacts | null): SeatTarget | null {
  if (!seat || !hold) return hold?.target ?? seat?.target ?? null;
  return isStronger(seat.target, hold.target) ? seat.target : hold.target;
}

function isStronger(one: SeatTarget, other: SeatTarget): boolean {
  if (one.kind === "repository" && other.kind === "repository") return atLeast(one.role, other.role);
  return one.role === "maintainer";
}

/** What a seat opens: of an invitation, all teams that it names. */
export function reachOf(
  target: SeatTarget,
  facts: AccessFacts,
  policy: Policy,
): { readonly gate: GateOn; readonly teams: readonly string[]; readonly synced: boolean } {
  if (target.kind !== "organisation") {
    const team = target.kind === "team" ? facts.teams.find(({ id }) => id === target.teamId) : undefined;
    return { gate: gateOn(target, facts, policy), teams: team ? [team.slug] : [], synced: team?.synced === true };
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
  };
}
