import type { AccessEffect } from "../../domain/stores/access-gate.ts";
import { type Hold, targetKey } from "../../domain/stores/holds.ts";
import type { AccessDecision } from "../../gate/access/decision.ts";
import type { DraftOf } from "../entries.ts";
import { resourceOf } from "./access-drafts.ts";
import { repositoryNamed, teamNamed } from "./correct.ts";
import type { AccessGateDeps } from "./deps.ts";
import type { GatheredAccess } from "./gather-access.ts";
import type { NamedSeat, WriteOutcome } from "./github-port.ts";
import type { JournalledPlan } from "./record-decision.ts";
import { originOf } from "./save-decided.ts";
import { endHold, settle } from "./settle.ts";

/**
 * Writes what stands in the journal, one after the other: each is sent, looked at, and recorded with what GitHub showed,
 * before the next. What GitHub refuses, or does not show, ends the seat's plan: nothing that follows from it is done.
 */
export async function carryOut(
  journalled: readonly JournalledPlan[],
  { gathered, decision }: { readonly gathered: GatheredAccess; readonly decision: AccessDecision },
  deps: AccessGateDeps,
): Promise<void> {
  for (const { plan, hold, effects } of journalled) {
    const seat = decision.seats.find(({ target }) => targetKey(target) === targetKey(plan.target));
    const about = { gathered, layers: seat ? [seat] : [] };
    const isDone = await carryOutEach(effects, { ...about, invitation: plan.effects[0]?.invitation }, deps);
    if (isDone && plan.ends && hold) await endHold(hold, plan.ends, gathered, deps);
  }
}

interface About {
  readonly gathered: GatheredAccess;
  readonly layers: AccessDecision["seats"];
  readonly invitation: number | undefined;
}

async function carryOutEach(effects: readonly AccessEffect[], about: About, deps: AccessGateDeps): Promise<boolean> {
  for (const [index, effect] of effects.entries()) {
    const written = await write(effect, about, deps);
    const shown = written.ok ? await verify(effect, written, about, deps) : null;
    if (written.ok && shown === effect.after) {
      await settle(effect, "done", about, deps);
      continue;
    }
    const rest = effects.slice(index + 1);
    if (written.ok) await settle(effect, "undone", about, deps);
    else await refuse(effect, written, about, deps);
    for (const later of rest) await settle(later, "undone", about, deps);
    return false;
  }
  return true;
}

async function write(
  effect: AccessEffect,
  { gathered, invitation }: About,
  deps: AccessGateDeps,
): Promise<WriteOutcome> {
  const { installation, facts } = gathered;
  const account = { id: facts.account.id, login: facts.account.login };
  const { target, change } = effect;
  const { accessWriter: writer } = deps;
  if (change === "cancel-invitation")
    return invitation === undefined ? GONE : writer.cancelInvitation(installation, invitation);
  if (target.kind === "organisation") return writer.invite(installation, account, target.teamIds);
  if (target.kind === "team") {
    const team = teamNamed(target.teamId, gathered);
    if (!team) return GONE;
    return change === "remove"
      ? writer.removeFromTeam(installation, account, team)
      : writer.addToTeam(installation, account, team, target.role);
  }
  const repository = repositoryNamed(target.repositoryId, gathered);
  if (!repository) return GONE;
  const { after } = effect;
  if (after === null || after === "none") return writer.removeCollaborator(installation, account, repository);
  return writer.setCollaborator(installation, account, repository, after as Exclude<typeof target.role, "none">);
}

const GONE: WriteOutcome = { ok: false, why: "gone", status: 404 };

/** What GitHub shows afterwards; of an invitation its own answer, since it is nowhere else by itself. */
async function verify(
  { target, change, after }: AccessEffect,
  { state }: Extract<WriteOutcome, { ok: true }>,
  { gathered }: About,
  { accountAccess }: AccessGateDeps,
): Promise<string | null> {
  const { installation, facts } = gathered;
  if (change === "cancel-invitation") return null;
  if (target.kind === "organisation") return state === "gone" ? null : after;
  const seat = namedSeat(target, gathered);
  return seat && accountAccess.verifySeat(installation, { id: facts.account.id, login: facts.account.login }, seat);
}

function namedSeat(target: AccessEffect["target"], gathered: GatheredAccess): NamedSeat | null {
  if (target.kind === "team") {
    const team = teamNamed(target.teamId, gathered);
    return team && { kind: "team", team };
  }
  if (target.kind !== "repository") return null;
  const repository = repositoryNamed(target.repositoryId, gathered);
  return repository && { kind: "repository", repository };
}

/** Asking again would be refused again. What was about to be taken is not held; what waits goes on waiting. */
async function refuse(
  effect: AccessEffect,
  { why, status }: Extract<WriteOutcome, { ok: false }>,
  { gathered }: About,
  deps: AccessGateDeps,
): Promise<void> {
  const { installation, account } = gathered;
  const at = deps.clock();
  await deps.transact(async (stores) => {
    await stores.accessEffects.finish(effect.id, at, why);
    if (why === "synced") await stores.accessGates.markSynced(installation.orgId, targetKey(effect.target), at);
    if (account.person === null) return;
    const subject = await deps.entries.subjectOf(stores, account.person);
    await deps.entries.append<DraftOf<"access.refused">>(stores, at, {
      type: "access.refused",
      ...originOf(installation.orgId),
      ...subject,
      effect_id: effect.id,
      resource: resourceOf(effect.target, installation.orgId),
      status,
      why,
    });
    const hold = effect.hold === null ? null : await stores.holds.find(effect.hold);
    if (hold === null || hold.withdrawnAt !== null || !isOfTaking(effect, hold)) return;
    if (!(await stores.holds.end(hold.id, "dropped", at))) return;
    await deps.entries.append<DraftOf<"hold.ended">>(stores, at, {
      type: "hold.ended",
      ...originOf(installation.orgId),
      ...subject,
      hold_id: hold.id,
      how: "dropped",
    });
  });
}

/** It takes what the hold is about, or gives the reading that has to be there before. */
function isOfTaking({ change, target, after }: AccessEffect, hold: Hold): boolean {
  if (change === "remove") return true;
  if (change === "set-role") return hold.target.role !== after;
  const { instead } = hold;
  return change === "add" && instead?.kind === "reading-team" && targetKey(target) === `team:${instead.teamId}`;
}
