import { FRESH } from "../../domain/priority.ts";
import type { AccessEffect } from "../../domain/stores/access-gate.ts";
import { type Hold, type HoldEnd, targetKey } from "../../domain/stores/holds.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { SeatDecision } from "../../gate/access/decision.ts";
import type { DraftOf } from "../entries.ts";
import { fileNotices } from "../notices/file.ts";
import { recordAccess } from "../observed/record-access.ts";
import { effectBody, satisfiedOf } from "./access-drafts.ts";
import { observationOf } from "./correct.ts";
import type { AccessGateDeps } from "./deps.ts";
import type { GatheredAccess } from "./gather-access.ts";
import { originOf } from "./save-decided.ts";

interface About {
  readonly gathered: GatheredAccess;
  readonly layers: readonly Pick<SeatDecision, "layers">[];
}

/**
 * Completes a line of the journal by what GitHub showed: `done`, with what was observed, what the log says of it and what
 * becomes of the hold, in one transaction; or `undone`.
 */
export async function settle(
  effect: AccessEffect,
  outcome: "done" | "undone",
  about: About,
  deps: AccessGateDeps,
): Promise<void> {
  const at = deps.clock();
  await deps.transact(async (stores) => {
    await stores.accessEffects.finish(effect.id, at, outcome);
    if (outcome === "done") await recordDone(stores, effect, { ...about, at }, deps);
  });
}

async function recordDone(
  stores: TxStores,
  effect: AccessEffect,
  { gathered, layers, at }: About & { readonly at: Date },
  deps: AccessGateDeps,
): Promise<void> {
  const { installation, account } = gathered;
  const shown = { ...effect.target, ...(effect.after !== null && { role: effect.after }) } as typeof effect.target;
  await recordAccess(stores, [observationOf(gathered, shown, effect.after !== null, at)], deps.entries);
  if (effect.after !== null) await letStand(stores, effect, at);
  const hold = effect.hold === null ? null : await stores.holds.find(effect.hold);
  if (hold && isTaking(effect, hold)) await stores.holds.update(hold.id, { withdrawnAt: at });
  if (account.person === null) return;
  const completions = await stores.training.completionsOf([account.person]);
  const draft = effectBody(effect, { hold, satisfied: satisfiedOf(layers, completions), at });
  await deps.entries.append<DraftOf<"access.granted"> | DraftOf<"access.revoked">>(stores, at, {
    ...originOf(installation.orgId),
    ...(await deps.entries.subjectOf(stores, account.person)),
    ...draft,
  });
  // What they may do decides what their pull requests ask of them.
  const heads = await stores.verdicts.openHeadsOf([account.id]);
  await stores.jobs.file(heads.map((head) => ({ subject: { kind: "head", ...head }, priority: FRESH })));
}

/** What we gave is never taken for a new seat, however long it is until the next look. */
async function letStand(stores: TxStores, { orgId, account, target, after }: AccessEffect, at: Date): Promise<void> {
  const seats = await stores.access.seatsOf(orgId, account);
  const given = seats.find(
    ({ kind, teamId, repositoryId }) =>
      (target.kind === "team" && kind === "team-member" && teamId === target.teamId) ||
      (target.kind === "repository" && kind === "collaborator" && repositoryId === target.repositoryId),
  );
  if (!given) return;
  const state = { key: targetKey(target), since: given.since, stoodAt: at, stoodRole: after };
  await stores.accessGates.saveSeats(orgId, account, [{ ...state, missingSince: null, conflictAt: null }]);
}

/** The seat that the hold is about goes, or is lowered. */
function isTaking({ target, change, after }: AccessEffect, hold: Hold): boolean {
  if (targetKey(target) !== targetKey(hold.target)) return false;
  return change === "remove" || change === "cancel-invitation" || (change === "set-role" && after !== hold.target.role);
}

export async function endHold(
  id: string,
  how: HoldEnd,
  { installation, account }: GatheredAccess,
  deps: AccessGateDeps,
): Promise<void> {
  const at = deps.clock();
  await deps.transact(async (stores) => {
    const hold = await stores.holds.find(id);
    if (!hold || account.person === null || !(await stores.holds.end(id, how, at))) return;
    await deps.entries.append<DraftOf<"hold.ended">>(stores, at, {
      type: "hold.ended",
      ...originOf(installation.orgId),
      ...(await deps.entries.subjectOf(stores, hold.person)),
      hold_id: id,
      how,
      ...(how === "released" &&
        hold.releasedBy && { released_by: await deps.entries.subjectOf(stores, hold.releasedBy) }),
    });
    await fileNotices(stores, installation.id, [hold.person]);
  });
}
