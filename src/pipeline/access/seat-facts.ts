import type { Seat } from "../../domain/access.ts";
import { toAccess } from "../../domain/access.ts";
import type { AccessAsk, AccessEffect, SeatState } from "../../domain/stores/access-gate.ts";
import { type Hold, targetKey } from "../../domain/stores/holds.ts";
import type { AccessFacts, SeatFacts } from "../../gate/access/facts.ts";
import { gateOn } from "../../gate/access/gate-on.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Ground } from "./ground.ts";
import { isGivenByUs, takenLately } from "./journal.ts";

/** What is known of an account's seats beside that they are there. */
export interface AroundSeats {
  readonly asOf: Date;
  readonly ground: Ground;
  readonly states: readonly SeatState[];
  readonly journal: readonly AccessEffect[];
  /** What runs let be taken. */
  readonly allowed: readonly AccessAsk[];
  /** Holds that an admin released, oldest first. */
  readonly released: readonly Hold[];
  readonly where: Pick<AccessFacts, "asOf" | "teams" | "repositories">;
  readonly policy: Policy;
}

/** Null where it is no seat of their own in a team or repository. */
export function seatFacts(seat: Seat, around: AroundSeats): SeatFacts | null {
  const target = targetOf(seat);
  if (!target) return null;
  const { asOf, ground, states, journal, allowed, released, where, policy } = around;
  const key = targetKey(target);
  const isSame = (one: { readonly key: string; readonly since: Date }) =>
    one.key === key && one.since.getTime() === seat.since.getTime();
  const state = states.find(isSame);
  const releasedAt = released.findLast((hold) => targetKey(hold.target) === key)?.releasedAt;
  const opened = ground.gates.get(key)?.since ?? (gateOn(target, where, policy).gated ? ground.notBefore : null);
  return {
    target,
    since: seat.since.toISOString(),
    roleSince: seat.roleSince.toISOString(),
    gatedSince: opened?.toISOString() ?? null,
    preExisting: seat.preExisting,
    grantedByUs: isGivenByUs(journal, target, seat),
    stood: state?.stoodAt ? state.stoodRole : null,
    missingSince: state?.missingSince?.toISOString() ?? null,
    ...(releasedAt && { releasedAt: releasedAt.toISOString() }),
    conflict: state?.conflictAt != null,
    takenLately: takenLately(journal, key, asOf),
    allowed: allowed.filter(isSame).map(({ cause }) => cause),
  };
}

function targetOf({ kind, teamId, repositoryId, role }: Seat): SeatFacts["target"] | null {
  if (kind === "team-member" && teamId !== null)
    return { kind: "team", teamId, role: role === "maintainer" ? "maintainer" : "member" };
  if (kind === "collaborator" && repositoryId !== null)
    return { kind: "repository", repositoryId, role: toAccess(role ?? "read") };
  return null;
}
