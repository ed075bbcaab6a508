import { type SeatTarget, targetKey } from "../../domain/stores/holds.ts";
import type { Policy } from "../../policy/policy.ts";
import { worst } from "../decision.ts";
import { outcomeOf } from "../people.ts";
import type { AccessDecision, SeatDecision } from "./decision.ts";
import type { AccessFacts, HoldFacts, SeatFacts } from "./facts.ts";
import { decideInvitation } from "./invitation.ts";
import { isLeft, judgeSeat } from "./judge-seat.ts";
import { layersOn } from "./needs-on.ts";
import { type Place, reachOf } from "./place.ts";

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
    return place && concerns(place, facts) ? [place] : [];
  });
}

function concerns({ seat, hold, gate }: Place, { leftAt }: AccessFacts): boolean {
  if (hold || gate.gated) return true;
  // Reading that we gave in place of more goes with who leaves.
  if (gate.reads !== undefined) return leftAt !== undefined && seat?.grantedByUs === true;
  return gate.managedBy !== undefined;
}

function placeOf(seat: SeatFacts | null, hold: HoldFacts | null, facts: AccessFacts, policy: Policy): Place | null {
  const target = intendedOf(seat, hold);
  if (!target) return null;
  const { teams, ...reach } = reachOf(target, facts, policy);
  const { gate } = reach;
  const layers = layersOn({ repositories: gate.repositories, teams }, facts, policy);
  const outcome = facts.missing.length > 0 ? "undecided" : outcomeOf(layers);
  return { target, seat, hold, ...reach, layers, outcome };
}

/** What is judged is what they are meant to have by the last word: of a role that was left to them, that is the hold's. */
function intendedOf(seat: SeatFacts | null, hold: HoldFacts | null): SeatTarget | null {
  if (!seat || !hold) return hold?.target ?? seat?.target ?? null;
  return isLeft(seat, hold) ? hold.target : seat.target;
}
