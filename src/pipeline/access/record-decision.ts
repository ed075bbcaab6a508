import { type DecisionId, decisionId } from "../../domain/ids.ts";
import type { AccessDecided, AccessEffect } from "../../domain/stores/access-gate.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import type { FileJob, TxStores } from "../../domain/stores/index.ts";
import type { SeatPlan } from "../../gate/access/plan.ts";
import type { DraftOf } from "../entries.ts";
import { fileNotices } from "../notices/file.ts";
import { openedBody } from "./access-drafts.ts";
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
    accessFrom: new Date(plan.opens.accessFrom),
  };
  if (!(await stores.holds.open(hold))) throw new Error(`Something waits already for ${targetKey(hold.target)}`);
  await deps.entries.append<DraftOf<"hold.opened">>(stores, openedAt, {
    ...originOf(installation.orgId),
    ...(await deps.entries.subjectOf(stores, account.person)),
    ...openedBody(hold, installation.orgId),
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
