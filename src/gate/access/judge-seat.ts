import type { Policy } from "../../policy/policy.ts";
import { deadlineOf, isTold, lapseDeadlineOf } from "./deadlines.ts";
import type { Act, Ask, SeatDecision, SeatVerdict, SeatWhy } from "./decision.ts";
import type { AccessFacts, HoldFacts, SeatFacts } from "./facts.ts";
import { instantsOf } from "./instants.ts";
import { looksAutomated } from "./machine-like.ts";
import type { Place } from "./place.ts";
import { isRefused } from "./refused.ts";
import { verdictOf } from "./which-case.ts";
import { withdrawal } from "./withdrawal.ts";

interface Judged {
  readonly verdict: SeatVerdict;
  readonly why?: SeatWhy;
  readonly act?: Act | null;
  readonly ask?: Ask | null;
  readonly deadline?: string;
  readonly enforced?: boolean;
}

/** One seat, or one that waits. Access is taken in four cases only: a new seat, a lapse, an old one past its deadline, a leaver. */
export function judgeSeat(place: Place, facts: AccessFacts, policy: Policy): SeatDecision {
  const { target, seat, hold, gate, layers, outcome } = place;
  const judged = unlessRefused(judge(place, facts, policy), place, facts);
  const { verdict, act = null, ask = null, deadline = null } = judged;
  const { level, mode, gated, managedBy } = gate;
  const waits = verdict === "hold" && seat === null && hold !== null;
  return {
    target,
    hold: hold?.id ?? null,
    present: seat !== null,
    gated,
    level,
    mode,
    ...(managedBy !== undefined && { managedBy }),
    layers,
    outcome: judged.why === "machine" ? "allow" : outcome,
    verdict,
    ...(judged.why && { why: judged.why }),
    act,
    ask,
    enforced: judged.enforced ?? (act !== null || waits),
    deadline,
    changesAt: instantsOf(place, { deadline, asOf: facts.asOf }),
  };
}

function unlessRefused(judged: Judged, place: Place, facts: AccessFacts): Judged {
  return judged.act && isRefused(judged.act, place, facts) ? { ...judged, act: null, why: "refused" } : judged;
}

function judge(place: Place, facts: AccessFacts, policy: Policy): Judged {
  const { seat, hold, outcome } = place;
  const excused = excuseOf(place, facts, policy);
  if (excused) return excused;
  if (outcome === "undecided") return { verdict: hold && !seat ? "hold" : "keep" };
  if (facts.leftAt !== undefined) return leave(place, facts, policy);
  if (hold && isVoid(place, hold, facts)) return { verdict: "hold", act: { kind: "end", how: "dropped" } };
  if (hold && isOutOfReach(hold, facts)) return { verdict: "hold", why: "out-of-reach" };
  if (hold?.released) return give(place, hold, facts);
  if (hold && outcome === "allow" && mayGive(place)) return give(place, hold, facts);
  return seat ? judgePresent(place, seat, facts, policy) : { verdict: "hold" };
}

function judgePresent(place: Place, seat: SeatFacts, facts: AccessFacts, policy: Policy): Judged {
  const { hold, gate, outcome } = place;
  if (outcome !== "withhold") return { verdict: "keep" };
  if (hold && isLeft(seat, hold)) return { verdict: "hold", enforced: true };
  if (gate.mode !== "block" || !gate.gated) return { verdict: verdictOf(place, facts) };
  return lacking(place, seat, facts, policy);
}

/** They have the role that was left to them, and not what waits. */
export function isLeft({ target }: SeatFacts, { instead }: HoldFacts): boolean {
  return instead?.kind === "role" && instead.role === target.role;
}

/**
 * Nobody means them to have it any more: they left the organisation, and who takes them back says anew what they are to
 * have; somebody took what was left to them; or there is no such team.
 */
function isVoid({ seat }: Place, { target, instead }: HoldFacts, { account, teams }: AccessFacts): boolean {
  if (seat) return false;
  const isThere = (id: number) => teams.some((team) => team.id === id);
  if (target.kind === "organisation") return !target.teamIds.some(isThere);
  if (target.kind === "team" && !isThere(target.teamId)) return true;
  return account.membership === "none" || instead?.kind === "role";
}

function isOutOfReach({ target }: HoldFacts, { repositories }: AccessFacts): boolean {
  if (target.kind !== "repository") return false;
  return !repositories.some(({ id, archived }) => id === target.repositoryId && !archived);
}

/** Of whom nothing is asked there, or can be held to it. */
function excuseOf(place: Place, facts: AccessFacts, policy: Policy): Judged | null {
  const { gate, synced, hold } = place;
  if (gate.managedBy !== undefined) return { verdict: "unmanaged", why: "managed" };
  if (synced) return { verdict: "unmanaged", why: "synced" };
  if (isEnterprises(place, facts)) return { verdict: "unmanaged", why: "enterprise" };
  if (facts.account.isOwner)
    return { verdict: "unmanaged", why: "owner", ...(hold && { act: { kind: "end", how: "dropped" } }) };
  if (!policy.access.machines.some(({ id }) => id === facts.account.id)) return null;
  return { ...(hold ? give(place, hold, facts) : { verdict: "keep" }), why: "machine" };
}

function isEnterprises({ target }: Place, { teams }: AccessFacts): boolean {
  return target.kind === "team" && teams.some((team) => team.id === target.teamId && team.isEnterprises === true);
}

/** Held access is given where the gate shows something, and where there is no gate any more. */
function mayGive({ gate }: Place): boolean {
  return !gate.gated || gate.mode !== "observe";
}

function give({ seat, target, ours }: Place, hold: HoldFacts, { may, account }: AccessFacts): Judged {
  const isBack = seat?.target.role === target.role && hold.instead?.kind !== "reading-team";
  // Somebody else gave it, or a crash came after our own write.
  if (isBack) return { verdict: "keep", act: { kind: "end", how: seat.grantedByUs ? "granted" : "dropped" } };
  const isGranted = hold.target.kind === "repository" ? may.repositories : may.members;
  if (!isGranted) return { verdict: "hold", why: "not-granted" };
  if (!canReceive(seat, hold, account.membership)) return { verdict: "hold" };
  return { verdict: "grant", act: { kind: "give", teams: ours } };
}

/** To add somebody who is no member would invite them; and an invitation that waits is somebody's own to accept. */
function canReceive(
  seat: SeatFacts | null,
  { target }: HoldFacts,
  membership: AccessFacts["account"]["membership"],
): boolean {
  if (target.kind === "organisation") return membership !== "pending";
  // Outside collaborators have a role that can be raised again.
  return membership === "active" || (target.kind === "repository" && seat !== null);
}

function leave(place: Place, facts: AccessFacts, policy: Policy): Judged {
  const { seat, hold, gate } = place;
  if (!seat) return hold ? { verdict: "leave", act: { kind: "end", how: "dropped" } } : { verdict: "leave" };
  const mode = gate.gated ? gate.mode : gate.reads;
  if (mode !== "block") return { verdict: "leave" };
  const isAutomatic = policy.access.leavers === "automatic";
  const ask: Ask = { cause: "leaver", kind: isAutomatic ? "removals" : "leavers" };
  return allowed(place, ask, facts, policy, "leave");
}

/** Something is missing, and the gate blocks. */
function lacking(place: Place, seat: SeatFacts, facts: AccessFacts, policy: Policy): Judged {
  const verdict = verdictOf(place, facts);
  if (seat.conflict || seat.takenLately >= 2) return { verdict, why: "conflict" };
  if (verdict === "hold") return holdBack(place, facts, policy);
  if (verdict === "lapse") {
    const deadline = lapseDeadlineOf(place, seat, policy);
    const due = deadline === null ? {} : { deadline };
    if (place.gate.onLapse === "flag" || (deadline !== null && deadline > facts.asOf)) return { verdict, ...due };
    return { ...allowed(place, { cause: "lapse", kind: "removals" }, facts, policy, verdict), ...due };
  }
  const deadline = deadlineOf(seat, facts, policy);
  const isDue = deadline <= facts.asOf && place.gate.onLapse !== "flag" && isTold(facts);
  if (!isDue) return { verdict, deadline };
  return { ...allowed(place, { cause: "pre-existing", kind: "removals" }, facts, policy, verdict), deadline };
}

/** Taken at once: but for what looks like a machine, and for more in an hour than people join. */
function holdBack(place: Place, facts: AccessFacts, policy: Policy): Judged {
  const isMachineLike = looksAutomated(facts.account);
  if (facts.account.person === null || isMachineLike) {
    const ask: Ask = { cause: "new", kind: "machines" };
    const isAllowed = facts.account.person !== null && place.seat?.allowed.includes("new") === true;
    return isAllowed ? take(place, ask, facts, policy, "hold") : { verdict: "hold", why: "machine-like", ask };
  }
  const ask: Ask = { cause: "new", kind: "holds" };
  return facts.holdsLeft > 0 ? take(place, ask, facts, policy, "hold") : allowed(place, ask, facts, policy, "hold");
}

function allowed(place: Place, ask: Ask, facts: AccessFacts, policy: Policy, verdict: SeatVerdict): Judged {
  const taken = take(place, ask, facts, policy, verdict);
  // What could not be done is not asked for.
  if (!taken.act || place.seat?.allowed.includes(ask.cause)) return taken;
  return { verdict, ask };
}

function take(place: Place, { cause }: Ask, facts: AccessFacts, policy: Policy, verdict: SeatVerdict): Judged {
  const act = withdrawal(place, cause, facts, policy);
  return typeof act === "string" ? { verdict, why: act } : { verdict, act };
}
