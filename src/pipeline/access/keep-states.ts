import type { SeatState } from "../../domain/stores/access-gate.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { SeatDecision } from "../../gate/access/decision.ts";
import { missingOf } from "../../gate/access/plan.ts";
import type { GatheredAccess } from "./gather-access.ts";
import type { DecidedOn } from "./save-decided.ts";

/** What is remembered of each seat: that it was let stand, since when something is missing, that somebody insists on it. */
export async function keepStates(stores: TxStores, { gathered, decision }: DecidedOn): Promise<void> {
  const { installation, account, states, ground } = gathered;
  const gates = decision.seats.filter(({ gated, target }) => gated && target.kind !== "organisation");
  const fresh = gates.filter(({ target }) => !ground.gates.has(targetKey(target)));
  if (fresh.length > 0 && ground.notBefore)
    await stores.accessGates.openGates(
      installation.orgId,
      fresh.map(({ target }) => ({ key: targetKey(target), since: ground.notBefore as Date })),
    );
  const now = decision.seats.flatMap((seat) => stateOf(seat, gathered) ?? []);
  const changed = now.filter((state) => !states.some((known) => isEqual(known, state)));
  if (changed.length > 0) await stores.accessGates.saveSeats(installation.orgId, account.id, changed);
}

function stateOf(decided: SeatDecision, { facts }: GatheredAccess): SeatState | null {
  const seat = facts.seats.find(({ target }) => targetKey(target) === targetKey(decided.target));
  if (!seat || decided.outcome === "undecided") return null;
  const asOf = new Date(facts.asOf);
  // One that is to go, waits for a word on that, or could not be taken, was not let stand.
  const isUnwanted = decided.verdict === "hold" && decided.why !== undefined;
  const isTaken = decided.act?.kind === "withdraw" || decided.ask !== null || decided.why === "conflict" || isUnwanted;
  const stands = seat.stood !== null ? seat.stood : isTaken ? null : seat.target.role;
  const isMissing = missingOf(decided).length > 0 && decided.outcome === "withhold";
  return {
    key: targetKey(seat.target),
    since: new Date(seat.since),
    stoodAt: stands === null ? null : asOf,
    stoodRole: isTaken ? seat.stood : stands === null ? null : seat.target.role,
    missingSince: isMissing ? new Date(seat.missingSince ?? facts.asOf) : null,
    conflictAt: decided.why === "conflict" ? asOf : null,
  };
}

/** When a seat was first let stand does not matter, only that it was. */
function isEqual(known: SeatState, now: SeatState): boolean {
  return (
    known.key === now.key &&
    known.since.getTime() === now.since.getTime() &&
    (known.stoodAt === null) === (now.stoodAt === null) &&
    known.stoodRole === now.stoodRole &&
    known.missingSince?.getTime() === now.missingSince?.getTime() &&
    (known.conflictAt === null) === (now.conflictAt === null)
  );
}
