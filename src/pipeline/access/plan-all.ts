import type { AccountId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import { decideAccess } from "../../gate/access/decide.ts";
import { planAccess, type SeatEffect } from "../../gate/access/plan.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import type { AccessGateDeps } from "./deps.ts";
import { gatedIn, seatsLookedAt } from "./gates.ts";
import { type GatheredAccess, gatherAccess } from "./gather-access.ts";

/** What a sweep would do about one seat. */
export interface PlannedSeat {
  readonly organisation: string;
  readonly login: string;
  /** `team:12`, `repository:34` or `organisation`. */
  readonly seat: string;
  readonly verdict: string;
  /** In this order; none: it needs a word first. */
  readonly changes: readonly SeatEffect["change"][];
  /** What it waits for, where it waits: a run with others, or an admin. */
  readonly asks: string | null;
}

const PAGE = 200;

/** The plan of all looks, from our own records, and nothing of it done: neither here nor at GitHub. */
export async function* planAll(deps: AccessGateDeps): AsyncGenerator<PlannedSeat> {
  for (const installation of await deps.stores.installations.listActive()) {
    const inForce = await deps.policies.inForce(installation.orgId);
    if (!inForce || installation.baselineAt === null) continue;
    for await (const account of gatedAccounts(installation, inForce, deps)) {
      const gathered = await gatherAccess(installation, account, inForce, deps);
      if (gathered) yield* plannedOf(gathered, inForce);
    }
  }
}

async function* gatedAccounts(
  installation: Installation,
  { policy }: PolicyInForce,
  deps: AccessGateDeps,
): AsyncGenerator<AccountId> {
  const gated = await gatedIn(installation, policy, deps.clock(), deps);
  const where = seatsLookedAt(gated);
  for (let after: AccountId | null = null; ; ) {
    const page: readonly AccountId[] = await deps.stores.accessGates.accountsIn(installation.orgId, where, {
      after,
      limit: PAGE,
    });
    yield* page;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}

function plannedOf({ installation, facts }: GatheredAccess, inForce: PolicyInForce): readonly PlannedSeat[] {
  const decision = decideAccess(facts, inForce.policy, inForce.digest);
  const plans = new Map(planAccess(decision, facts).map((plan) => [targetKey(plan.target), plan]));
  return decision.seats.flatMap(({ target, verdict, ask }) => {
    const seat = targetKey(target);
    const plan = plans.get(seat);
    if (!plan && !ask) return [];
    const changes = plan?.effects.map(({ change }) => change) ?? [];
    const { orgLogin: organisation } = installation;
    return [{ organisation, login: facts.account.login, seat, verdict, changes, asks: ask?.kind ?? null }];
  });
}
