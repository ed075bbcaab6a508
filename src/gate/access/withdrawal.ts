import { type Access, atLeast } from "../../domain/access.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Act, Ask, SeatWhy } from "./decision.ts";
import type { AccessFacts, SeatFacts, TeamFacts } from "./facts.ts";
import { gateOnTeam } from "./gate-on.ts";
import type { Place } from "./place.ts";
import { isRaised } from "./which-case.ts";

type Withdrawal = Extract<Act, { kind: "withdraw" }>;

/** How a seat is taken, so that nobody is left without the reading that they had; or why it cannot be. */
export function withdrawal(
  place: Place,
  cause: Ask["cause"],
  facts: AccessFacts,
  policy: Policy,
): Withdrawal | SeatWhy {
  const { seat, gate } = place;
  if (!seat) return "reading";
  if (seat.target.kind === "repository") return fromRepository(seat, cause, facts);
  if (!facts.may.members) return "not-granted";
  const gone = { kind: "withdraw", cause, leave: null, instead: null } as const;
  // A new seat gave them nothing before, and who left reads nothing here any more.
  if (cause === "new" || cause === "leaver" || gate.onLapse === "remove") return gone;
  const own = facts.teams.find(({ id }) => seat.target.kind === "team" && id === seat.target.teamId);
  const reading = facts.teams.find(({ slug }) => slug.toLowerCase() === gate.readingTeam?.toLowerCase());
  if (!own || !reading || !canRead(reading, own, facts, policy)) return "reading";
  return hasSeat(reading, facts) ? gone : { ...gone, instead: { kind: "reading-team", teamId: reading.id } };
}

function fromRepository(seat: SeatFacts, cause: Ask["cause"], { account, may }: AccessFacts): Withdrawal | SeatWhy {
  if (!may.repositories) return "not-granted";
  if (cause === "leaver") return { kind: "withdraw", cause, leave: null, instead: null };
  // No policy says what becomes of a direct role when training lapses: it is reported.
  if (cause !== "new") return "reading";
  if (isRaised(seat)) return lower(cause, seat.stood as Access);
  if (account.membership === "active") return { kind: "withdraw", cause, leave: null, instead: null };
  return atLeast(seat.target.role as Access, "triage") ? lower(cause, "read") : "outside";
}

function lower(cause: Ask["cause"], role: Access): Withdrawal {
  return { kind: "withdraw", cause, leave: role, instead: { kind: "role", role } };
}

/** The reading team reaches every repository that the team does, and can be written to. */
function canRead(reading: TeamFacts, own: TeamFacts, { asOf }: AccessFacts, policy: Policy): boolean {
  if (reading.synced || reading.isEnterprises || gateOnTeam(reading, asOf, policy).managedBy !== undefined)
    return false;
  const readable = new Set(reading.repositories.filter(({ role }) => atLeast(role, "read")).map(({ id }) => id));
  return own.repositories.every(({ id }) => readable.has(id));
}

function hasSeat({ id }: TeamFacts, { seats }: AccessFacts): boolean {
  return seats.some(({ target }) => target.kind === "team" && target.teamId === id);
}
