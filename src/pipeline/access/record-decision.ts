import { UndecidedError } from "../../domain/errors.ts";
import { type DecisionId, decisionId } from "../../domain/ids.ts";
import type { AccessDecided, AccessEffect } from "../../domain/stores/access-gate.ts";
import { type SeatTarget, targetKey } from "../../domain/stores/holds.ts";
import type { FileJob, TxStores } from "../../domain/stores/index.ts";
import type { SeatPlan } from "../../gate/access/plan.ts";
import type { DraftOf } from "../entries.ts";
import { fileNotices } from "../notices/file.ts";
import { openedBody, resourceOf } from "./access-drafts.ts";
import type { AccessGateDeps } from "./deps.ts";
import type { GatheredAccess } from "./gather-access.ts";
import { keepStates } from "./keep-states.ts";
import { type DecidedOn, dateOf, originOf, saveDecided, verdictDigest } from "./save-decided.ts";

/** One seat's writes as they stand in the journal. */
export interface JournalledPlan {
  readonly plan: SeatPlan;
  readonly hold: string | null;
  readonly effects: readonly AccessEffect[];
}

export interface Decided extends DecidedOn {
  readonly plans: readonly SeatPlan[];
}

/**
 * What was decided, and what is about to be written, in one transaction before the first write: a crash right
 * after it leaves a journal that says what may have been done, and the hold that says what was intended.
 */
export async function recordDecided(decided: Decided, deps: AccessGateDeps): Promise<readonly JournalledPlan[]> {
  const { gathered, decision, plans } = decided;
  const { orgId } = gathered.installation;
  const previous = await deps.stores.accessGates.lastDecided(orgId, gathered.account.id);
  const verdictSha256 = verdictDigest(decision);
  const isSame = previous?.verdictSha256 === verdictSha256;
  const id = isSame ? previous.id : decisionId(deps.newDecisionId());
  const journalled = plans.map((plan) => journal(plan, id, gathered, deps));
  await deps.transact(async (stores) => {
    await areWaiting(stores, plans);
    if (!isSame && (previous || decision.seats.length > 0))
      await saveDecided(stores, { ...decided, id, verdictSha256 }, deps);
    if (isSame) await stores.accessGates.moveChangesAt(id, dateOf(decision.changesAt));
    await keepStates(stores, decided);
    for (const one of journalled) await openHold(stores, one, id, decided, deps);
    await stores.accessEffects.plan(journalled.flatMap(({ effects }) => effects));
    await stores.jobs.file([...timedLook(decided, previous), ...(isSame ? [] : runFor(decided))]);
    const { person } = gathered.account;
    const isNews = !isSame || plans.length > 0;
    if (person !== null && isNews) await fileNotices(stores, gathered.installation.id, [person]);
  });
  return journalled;
}

/** An admin may have ended one since it was read: then nothing is written for it, and the next try decides anew. */
async function areWaiting(stores: TxStores, plans: readonly SeatPlan[]): Promise<void> {
  for (const { hold } of plans)
    if (hold !== null && (await stores.holds.find(hold))?.ended)
      throw new UndecidedError({ source: "what waits", hold });
}

function journal(plan: SeatPlan, id: DecisionId, gathered: GatheredAccess, deps: AccessGateDeps): JournalledPlan {
  const hold = plan.hold ?? (plan.opens ? deps.newId() : null);
  const plannedAt = new Date(gathered.facts.asOf);
  const effects = plan.effects.map((effect) => ({
    id: deps.newId(),
    hold,
    orgId: gathered.installation.orgId,
    account: gathered.account.id,
    target: effect.target,
    change: effect.change,
    cause: plan.cause,
    before: effect.before,
    after: effect.after,
    decisionId: id,
    plannedAt,
    doneAt: null,
    outcome: null,
  }));
  return { plan, hold, effects };
}

async function openHold(
  stores: TxStores,
  { plan, hold: id }: JournalledPlan,
  decision: DecisionId,
  { gathered }: Decided,
  deps: AccessGateDeps,
): Promise<void> {
  const { account, installation, facts } = gathered;
  const openedAt = new Date(facts.asOf);
  if (plan.hold !== null && plan.instead !== undefined)
    await stores.holds.update(plan.hold, { instead: plan.instead, missing: plan.missing });
  if (plan.hold !== null && plan.intends) await rememberWord(stores, plan.hold, plan.intends, gathered, deps);
  if (!plan.opens || id === null || account.person === null) return;
  const hold: Parameters<TxStores["holds"]["open"]>[0] = {
    id,
    orgId: installation.orgId,
    account: account.id,
    person: account.person,
    target: plan.opens.target,
    cause: plan.cause,
    instead: plan.opens.instead,
    missing: plan.missing,
    openedAt,
    decisionId: decision,
    accessFrom: dateOf(plan.opens.accessFrom),
  };
  if (!(await stores.holds.open(hold))) throw new Error(`Something waits already for ${targetKey(hold.target)}`);
  await deps.entries.append<DraftOf<"hold.opened">>(stores, openedAt, {
    ...originOf(installation.orgId),
    ...(await deps.entries.subjectOf(stores, account.person)),
    ...openedBody(hold, installation.orgId),
  });
}

/** Somebody gave another role than the one that waits: from now on that is what is meant. */
async function rememberWord(
  stores: TxStores,
  id: string,
  target: SeatTarget,
  { account, installation, facts }: GatheredAccess,
  deps: AccessGateDeps,
): Promise<void> {
  const hold = await stores.holds.find(id);
  if (!hold || hold.ended || account.person === null) return;
  await stores.holds.update(id, { target });
  await deps.entries.append<DraftOf<"hold.changed">>(stores, new Date(facts.asOf), {
    type: "hold.changed",
    ...originOf(installation.orgId),
    ...(await deps.entries.subjectOf(stores, account.person)),
    hold_id: id,
    resource: resourceOf(target, installation.orgId),
    before: hold.target.role,
    role: target.role,
  });
}

/**
 * What needs a word is asked together with what else there is: all of it, or none. Once for each decision, since the run
 * files looks in its turn; the hourly one asks again.
 */
function runFor({ gathered, decision }: Decided): readonly FileJob[] {
  const subject = { kind: "access-run", installationId: gathered.installation.id } as const;
  return decision.seats.some(({ ask }) => ask !== null) ? [{ subject }] : [];
}

function timedLook({ gathered, decision }: Decided, previous: AccessDecided | null): readonly FileJob[] {
  const at = dateOf(decision.changesAt);
  if (at === null || previous?.changesAt?.getTime() === at.getTime()) return [];
  const subject = { kind: "access", installationId: gathered.installation.id, accountId: gathered.account.id } as const;
  return [{ subject, at }];
}
