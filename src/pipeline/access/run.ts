import type { AccountId, InstallationId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { AccessAsk, RunKind } from "../../domain/stores/access-gate.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import { decideAccess } from "../../gate/access/decide.ts";
import { planAccess } from "../../gate/access/plan.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import type { AccessGateDeps } from "./deps.ts";
import { type Gated, gatedIn, keepGates, seatsLookedAt } from "./gates.ts";
import { gatherAccess } from "./gather-access.ts";
import { withRepositoriesOf } from "./ground.ts";
import { verdictDigest } from "./save-decided.ts";
import { settleRun } from "./settle-run.ts";
import { tryRefusedTeams } from "./try-refused.ts";

const PAGE = 200;
const KINDS: readonly RunKind[] = ["removals", "leavers", "machines", "holds"];

export type Wanted = AccessAsk & { readonly kind: RunKind };

/** What a run found, and what came of it. */
export interface AccessRunResult {
  readonly accounts: number;
  /** Seats that may be taken now. */
  readonly allowed: number;
  /** Seats for which an admin is asked. */
  readonly held: number;
}

const NOTHING: AccessRunResult = { accounts: 0, allowed: 0, held: 0 };

/**
 * All gated seats of an installation, from our own records: what is to be taken is let through together or not at all.
 * Beyond what the policy lets one hour take nothing is taken, and an admin is asked, as for what always needs a word. Whose
 * verdict is not the one that stands gets a look.
 */
export async function runAccess(installationId: InstallationId, deps: AccessGateDeps): Promise<AccessRunResult> {
  const installation = await deps.stores.installations.find(installationId);
  if (!installation || installation.suspendedAt || installation.deletedAt || !installation.baselineAt) return NOTHING;
  const inForce = await deps.policies.inForce(installation.orgId);
  if (!inForce) return NOTHING;
  const at = deps.clock();
  const gated = await gatedIn(installation, inForce.policy, at, deps);
  await keepGates(installation, gated, at, deps);
  await tryRefusedTeams(installation, gated, { policy: inForce.policy, at }, deps);
  const found = await lookOver(installation, gated, inForce, deps);
  let allowed = 0;
  let held = 0;
  for (const kind of KINDS) {
    const asks = found.asks.filter((ask) => ask.kind === kind);
    const isAllowed = await settleRun(kind, asks, { installation, policy: inForce.policy, at }, deps);
    if (isAllowed) allowed += asks.length;
    else held += asks.length;
  }
  return { accounts: found.accounts, allowed, held };
}

/** A page of accounts at a time; of each no more is kept than what it asks. */
async function lookOver(installation: Installation, gated: Gated, inForce: PolicyInForce, deps: AccessGateDeps) {
  const where = seatsLookedAt(gated);
  const own = withRepositoriesOf(deps, gated.ground);
  const asks: Wanted[] = [];
  let accounts = 0;
  for (let after: AccountId | null = null; ; ) {
    const page: readonly AccountId[] = await deps.stores.accessGates.accountsIn(installation.orgId, where, {
      after,
      limit: PAGE,
    });
    const changed: AccountId[] = [];
    for (const account of page) {
      const seen = await judge(installation, account, inForce, own);
      asks.push(...seen.asks);
      if (seen.isNews) changed.push(account);
    }
    accounts += page.length;
    await fileLooks(installation, changed, deps);
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return { asks, accounts };
  }
}

async function judge(installation: Installation, account: AccountId, inForce: PolicyInForce, deps: AccessGateDeps) {
  const gathered = await gatherAccess(installation, account, inForce, deps);
  if (!gathered) return { asks: [], isNews: false };
  const { facts, effects } = gathered;
  const decision = decideAccess(facts, inForce.policy, inForce.digest);
  const last = await deps.stores.accessGates.lastDecided(installation.orgId, account);
  const asks = decision.seats.flatMap(({ ask, target }): Wanted[] => {
    const seat = facts.seats.find((one) => targetKey(one.target) === targetKey(target));
    return ask && seat ? [{ ...ask, account, key: targetKey(target), since: new Date(seat.since) }] : [];
  });
  const isNews =
    last?.verdictSha256 !== verdictDigest(decision) ||
    planAccess(decision, facts).length > 0 ||
    effects.some(({ doneAt }) => doneAt === null);
  return { asks, isNews };
}

export async function fileLooks(
  { id: installationId }: Installation,
  accounts: readonly AccountId[],
  { transact }: Pick<AccessGateDeps, "transact">,
): Promise<void> {
  if (accounts.length === 0) return;
  await transact((stores) =>
    stores.jobs.file(accounts.map((accountId) => ({ subject: { kind: "access", installationId, accountId } }))),
  );
}
