import type { SeatTarget } from "../../domain/stores/holds.ts";
import type { Policy } from "../../policy/policy.ts";
import { outcomeOf } from "../people.ts";
import type { SeatDecision } from "./decision.ts";
import type { AccessFacts } from "./facts.ts";
import { instantsOf } from "./instants.ts";
import { layersOn } from "./needs-on.ts";
import { type Place, reachOf } from "./place.ts";

/**
 * An invitation that somebody sent by hand into a team where people are invited on completion: it is withdrawn, with its
 * teams remembered. One whose teams were not read says nothing.
 */
export function decideInvitation(facts: AccessFacts, policy: Policy): SeatDecision | null {
  const { invitation, account } = facts;
  if (!invitation?.teamIds || invitation.id === null || account.isOwner) return null;
  if (facts.holds.some(({ target }) => target.kind === "organisation")) return null;
  const target: SeatTarget = { kind: "organisation", role: "member", teamIds: invitation.teamIds };
  const { teams, ...reach } = reachOf(target, facts, policy);
  const { gate } = reach;
  if (!gate.gated || gate.level !== "invite_on_completion") return null;
  const layers = layersOn({ repositories: gate.repositories, teams }, facts, policy);
  const outcome = facts.missing.length > 0 ? "undecided" : outcomeOf(layers);
  const place: Place = { target, seat: null, hold: null, ...reach, layers, outcome };
  const waits = outcome === "withhold" && gate.mode === "block" && account.person !== null && facts.may.members;
  return {
    target,
    hold: null,
    present: true,
    gated: true,
    level: gate.level,
    mode: gate.mode,
    layers,
    outcome,
    verdict: outcome === "withhold" ? "hold" : "keep",
    act: waits ? { kind: "cancel-invitation", invitation: invitation.id } : null,
    ask: null,
    enforced: waits,
    deadline: null,
    changesAt: instantsOf(place, { deadline: null, asOf: facts.asOf }),
  };
}
