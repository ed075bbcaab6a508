import type { EffectChange } from "../../domain/stores/access-gate.ts";
import type { HeldFor, HoldCause, HoldEnd, Instead, SeatTarget } from "../../domain/stores/holds.ts";
import type { AccessDecision, SeatDecision } from "./decision.ts";
import type { AccessFacts, HoldFacts } from "./facts.ts";

/** One write, with the look that must follow it. */
export interface SeatEffect {
  readonly change: EffectChange;
  readonly target: SeatTarget;
  readonly before: string | null;
  /** The role that GitHub must show afterwards; null: none. */
  readonly after: string | null;
  /** It gives or takes what the hold is about; else it is reading that is kept meanwhile. */
  readonly isOwn: boolean;
  readonly invitation?: number;
}

/** What is done about one seat: in this order, each only once GitHub shows the one before. */
export interface SeatPlan {
  readonly target: SeatTarget;
  readonly cause: HoldCause;
  /** The hold that waits already. */
  readonly hold: string | null;
  /** To be remembered before anything is written. */
  readonly opens: {
    readonly target: SeatTarget;
    readonly instead: Instead | null;
    /** Null: it never was effective. */
    readonly accessFrom: string | null;
  } | null;
  /** Of the hold that waits: where reading is kept from now on. */
  readonly instead?: Instead | null;
  /** Likewise: what they are meant to have by the last word. */
  readonly intends?: SeatTarget;
  readonly missing: readonly HeldFor[];
  readonly effects: readonly SeatEffect[];
  /** Once all of them are done. */
  readonly ends: HoldEnd | null;
}

/**
 * The writes that make GitHub what was decided. What is there already is not written again, so that a plan made after a
 * plan was carried out is empty.
 */
export function planAccess(decision: AccessDecision, facts: AccessFacts): readonly SeatPlan[] {
  if (facts.missing.length > 0) return [];
  return decision.seats.flatMap((seat) => planSeat(seat, facts) ?? []);
}

function planSeat(seat: SeatDecision, facts: AccessFacts): SeatPlan | null {
  const hold = facts.holds.find(({ id }) => id === seat.hold) ?? null;
  const { act } = seat;
  const common = { target: seat.target, hold: hold?.id ?? null, missing: missingOf(seat), opens: null };
  const word = hold && hold.target.role !== seat.target.role ? { intends: seat.target } : {};
  switch (act?.kind) {
    case undefined:
      return hold && word.intends ? { ...common, ...word, cause: hold.cause, effects: [], ends: null } : null;
    case "end": {
      // What nobody means them to have any more was not given, released or not.
      const isGiven = hold?.released === true && seat.verdict !== "hold";
      return hold && { ...common, cause: hold.cause, effects: [], ends: isGiven ? "released" : act.how };
    }
    case "give":
      return (
        hold && {
          ...common,
          cause: hold.cause,
          effects: givingBack(ofTeams(seat.target, act.teams), hold, facts),
          ends: endOf(hold),
        }
      );
    case "cancel-invitation": {
      const effect = { change: "cancel-invitation", before: "invited", after: null, isOwn: true } as const;
      const effects = [{ ...effect, target: seat.target, invitation: act.invitation }];
      const opens = { target: seat.target, instead: null, accessFrom: null };
      return { ...common, cause: "asked", opens, effects, ends: null };
    }
    case "withdraw":
      return { ...common, ...word, ...planWithdrawal(seat, act, hold, facts) };
  }
}

const endOf = ({ released }: HoldFacts): HoldEnd => (released ? "released" : "granted");

type Withdraw = Extract<NonNullable<SeatDecision["act"]>, { kind: "withdraw" }>;

function planWithdrawal(
  { target, hold: waits }: SeatDecision,
  { cause, leave, instead }: Withdraw,
  hold: HoldFacts | null,
  facts: AccessFacts,
): Pick<SeatPlan, "cause" | "opens" | "effects" | "ends"> & Partial<Pick<SeatPlan, "instead">> {
  const held = facts.seats.find((seat) => isSame(seat.target, target));
  const own = held?.target ?? target;
  const moves: SeatEffect[] =
    instead?.kind === "reading-team" ? [{ ...seatIn(instead.teamId, "add"), isOwn: false }] : [];
  const taking: SeatEffect =
    leave === null
      ? { change: "remove", target: own, before: own.role, after: null, isOwn: true }
      : { change: "set-role", target: own, before: own.role, after: leave, isOwn: true };
  // Of who left nothing waits: should they come back, they are new.
  const opens =
    waits === null && cause !== "leaver" ? { target, instead, accessFrom: held?.since ?? facts.asOf } : null;
  return {
    cause,
    opens,
    ...(hold && instead && { instead }),
    effects: [...moves, taking],
    ends: cause === "leaver" && hold ? "dropped" : null,
  };
}

/** What was taken, as it was; and then, reading elsewhere that was only meant for the meantime ends. */
function givingBack(target: SeatTarget, hold: HoldFacts, facts: AccessFacts): readonly SeatEffect[] {
  const giving = givingOf(target, facts).filter((effect) => !isThere(effect, facts));
  return [...giving, ...endOfReading(hold, facts)];
}

function ofTeams(target: SeatTarget, teams: readonly number[]): SeatTarget {
  return target.kind === "organisation" ? { ...target, teamIds: teams } : target;
}

function givingOf(target: SeatTarget, { account, seats }: AccessFacts): readonly SeatEffect[] {
  if (target.kind === "team") return [{ ...seatIn(target.teamId, "add", target.role), isOwn: true }];
  if (target.kind === "repository") {
    const before = seats.find((seat) => isSame(seat.target, target))?.target.role ?? null;
    return [{ change: before === null ? "add" : "set-role", target, before, after: target.role, isOwn: true }];
  }
  if (account.membership === "active")
    return target.teamIds.map((teamId) => ({ ...seatIn(teamId, "add"), isOwn: true }));
  return [{ change: "invite", target, before: null, after: "invited", isOwn: true }];
}

function endOfReading(hold: HoldFacts, facts: AccessFacts): readonly SeatEffect[] {
  const { instead } = hold;
  if (instead?.kind !== "reading-team") return [];
  // Somebody else's lapse may keep them there: then the last one to end takes them out.
  const isKept = facts.holds.some(
    ({ id, instead: other }) => id !== hold.id && other?.kind === "reading-team" && other.teamId === instead.teamId,
  );
  const isIn = facts.seats.some(({ target }) => target.kind === "team" && target.teamId === instead.teamId);
  const isOthers = facts.teams.some(({ id, synced }) => id === instead.teamId && synced);
  return isKept || isOthers || !isIn ? [] : [{ ...seatIn(instead.teamId, "remove"), isOwn: false }];
}

function seatIn(
  teamId: number,
  change: "add" | "remove",
  role: "member" | "maintainer" = "member",
): Omit<SeatEffect, "isOwn"> {
  const target = { kind: "team", teamId, role } as const;
  return change === "add"
    ? { change, target, before: null, after: role }
    : { change, target, before: role, after: null };
}

function isThere({ target, after }: SeatEffect, { seats }: AccessFacts): boolean {
  return seats.some((seat) => isSame(seat.target, target) && seat.target.role === after);
}

function isSame(one: SeatTarget, other: SeatTarget): boolean {
  if (one.kind === "team") return other.kind === "team" && one.teamId === other.teamId;
  if (one.kind === "repository") return other.kind === "repository" && one.repositoryId === other.repositoryId;
  return other.kind === "organisation";
}

export function missingOf({ layers }: Pick<SeatDecision, "layers">): readonly HeldFor[] {
  return layers.flatMap(({ layer, standing }) =>
    standing.state === "met" ? [] : standing.missing.map(({ course, why }) => ({ layer, course, why })),
  );
}
