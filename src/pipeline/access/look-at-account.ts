import { UndecidedError } from "../../domain/errors.ts";
import type { AccountId, InstallationId } from "../../domain/ids.ts";
import { BASICS } from "../../domain/priority.ts";
import type { AccessEffect } from "../../domain/stores/access-gate.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import { decideAccess } from "../../gate/access/decide.ts";
import type { AccessDecision } from "../../gate/access/decision.ts";
import { planAccess } from "../../gate/access/plan.ts";
import { recordAccess } from "../observed/record-access.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import { endAllOf } from "./account-gone.ts";
import { carryOut } from "./carry-out.ts";
import { askedOf, newsIn, withRead } from "./correct.ts";
import type { AccessGateDeps } from "./deps.ts";
import { type GatheredAccess, gatherAccess } from "./gather-access.ts";
import type { AccountAccess, AskedSeats } from "./github-port.ts";
import { recordDecided } from "./record-decision.ts";
import { settle } from "./settle.ts";

/** Why there was nothing to look at, or what came of it. */
export type LookedAt = "unusable" | "nothing-gated" | "account-gone" | "as-it-should-be" | "done";

/**
 * What one account may have, and what waits for it. Our own records are asked first, and GitHub only if something is to be
 * written: then what it shows is decided on anew. Safe to run at any time, any number of times, and beside a crash of
 * itself: a line of the journal that was not completed is completed first, by what GitHub shows.
 */
export async function lookAtAccount(
  { installationId, accountId }: { readonly installationId: InstallationId; readonly accountId: AccountId },
  deps: AccessGateDeps,
): Promise<LookedAt> {
  const installation = await deps.stores.installations.find(installationId);
  if (!installation || installation.suspendedAt || installation.deletedAt) return "unusable";
  const inForce = await deps.policies.inForce(installation.orgId);
  if (!inForce || installation.baselineAt === null) {
    await askForBasics(installationId, deps);
    throw new UndecidedError({ source: inForce ? "who has access" : "policy", installation: installationId });
  }
  const gathered = await gatherAccess(installation, accountId, inForce, deps);
  if (!gathered) return "nothing-gated";
  const { decision, plans } = think(gathered, inForce);
  const isUnfinished = gathered.doubted.length > 0 || gathered.effects.some(({ doneAt }) => doneAt === null);
  // A delivery that comes late tells of what is over: what is written, ends or is meant anew is what GitHub shows.
  if (!isUnfinished && plans.length === 0 && !mayBeInvited(gathered, inForce)) {
    await recordDecided({ gathered, decision, plans }, deps);
    return "as-it-should-be";
  }
  return lookAtGitHub(gathered, inForce, deps);
}

function think(gathered: GatheredAccess, { policy, digest }: PolicyInForce) {
  const decision = decideAccess(gathered.facts, policy, digest);
  return { decision, plans: planAccess(decision, gathered.facts) };
}

/** Which teams an invitation names is told by GitHub alone. */
function mayBeInvited({ facts, effects }: GatheredAccess, { policy }: PolicyInForce): boolean {
  const isAsked = facts.invitation !== null && facts.invitation.teamIds === null;
  if (!isAsked || policy.access.teams.every(({ managed_by }) => managed_by !== undefined)) return false;
  const isGated = [policy.access.level, ...policy.scopes.map(({ access }) => access)].includes("invite_on_completion");
  return isGated && !effects.some(({ change, outcome }) => change === "invite" && outcome === "done");
}

/** Two requests, and no more if what GitHub shows is as it should be. */
async function lookAtGitHub(known: GatheredAccess, inForce: PolicyInForce, deps: AccessGateDeps): Promise<LookedAt> {
  const asked = askedOf(known);
  const read = await deps.accountAccess.readAccount(known.installation, known.account, asked);
  if (!read) {
    await endAllOf(known, deps);
    return "account-gone";
  }
  const seen = await settleWith(known, { read, asked, seats: think(known, inForce).decision.seats }, deps);
  // Which teams an invitation names is known only now.
  const invitedTo = read.invitation?.teamIds ?? [];
  const isNews = seen || !invitedTo.every((team) => known.facts.teams.some(({ id }) => id === team));
  const again = isNews ? await gatherAccess(known.installation, known.account.id, inForce, deps, invitedTo) : known;
  if (!again) return "nothing-gated";
  const gathered = withRead(again, read);
  const { decision, plans } = think(gathered, inForce);
  const journalled = await recordDecided({ gathered, decision, plans }, deps);
  await carryOut(journalled, { gathered, decision }, deps);
  return plans.length === 0 ? "as-it-should-be" : "done";
}

interface Shown {
  readonly read: AccountAccess;
  readonly asked: AskedSeats;
  /** As they were decided by our own records. */
  readonly seats: AccessDecision["seats"];
}

/** Keeps what GitHub shows, and completes the journal by it. False if there was nothing of the kind. */
async function settleWith(
  gathered: GatheredAccess,
  { read, asked, seats }: Shown,
  deps: AccessGateDeps,
): Promise<boolean> {
  const news = newsIn(gathered, read, asked, deps.clock());
  if (news.length > 0) await deps.transact((stores) => recordAccess(stores, news, deps.entries));
  const unfinished = gathered.effects.filter(({ doneAt }) => doneAt === null);
  for (const effect of unfinished) {
    if (!isAsked(effect, asked)) {
      await deps.transact((stores) => stores.accessEffects.finish(effect.id, deps.clock(), "gone"));
      continue;
    }
    const layers = seats.filter(({ target }) => targetKey(target) === targetKey(effect.target));
    await settle(effect, isShown(effect, read) ? "done" : "undone", { gathered, layers }, deps);
  }
  return news.length + unfinished.length > 0;
}

/** Not so of a team or repository that is gone, or that the installation does not reach any more. */
function isAsked({ target }: AccessEffect, { teams, repositories }: AskedSeats): boolean {
  if (target.kind === "organisation") return true;
  return target.kind === "team"
    ? teams.some(({ id }) => id === target.teamId)
    : repositories.some(({ id }) => id === target.repositoryId);
}

/** Whether GitHub shows what a write was to bring about. */
function isShown({ target, change, after }: AccessEffect, read: AccountAccess): boolean {
  if (change === "cancel-invitation") return read.invitation === null;
  if (target.kind === "organisation") return read.invitation !== null;
  if (target.kind === "repository")
    return (read.repositories.find(({ id }) => id === target.repositoryId)?.role ?? null) === after;
  const seat = read.teams.find(({ id, state }) => id === target.teamId && state === "active");
  return (seat?.role ?? null) === after;
}

/** An installation whose first look was lost or is not finished: it is filed again, and one that waits is enough. */
async function askForBasics(installationId: InstallationId, { transact }: AccessGateDeps): Promise<void> {
  await transact((stores) =>
    stores.jobs.file([
      { subject: { kind: "policy", installationId }, priority: BASICS },
      { subject: { kind: "installation", installationId }, priority: BASICS },
    ]),
  );
}
