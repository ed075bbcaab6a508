import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { Installation } from "../../domain/installation.ts";
import { FRESH } from "../../domain/priority.ts";
import type { AccessRun, RunKind } from "../../domain/stores/access-gate.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { Policy } from "../../policy/policy.ts";
import type { DraftOf } from "../entries.ts";
import type { AccessGateDeps } from "./deps.ts";
import type { Wanted } from "./run.ts";
import { originOf } from "./save-decided.ts";

interface Where {
  readonly installation: Installation;
  readonly policy: Policy;
  readonly at: Date;
}

const HOUR_MS = 3_600_000;

/**
 * All that is wanted of one kind: let through where the policy lets an hour take so much, else held for an admin, once for
 * the same. Answers whether it was let through.
 */
export async function settleRun(
  kind: RunKind,
  asks: readonly Wanted[],
  { installation, policy, at }: Where,
  deps: AccessGateDeps,
): Promise<boolean> {
  const { orgId } = installation;
  const held = (await deps.stores.accessRuns.listHeld(orgId)).filter((run) => run.kind === kind);
  const digest = sha256OfJson(asks.map(({ account, key, cause, since }) => [account, key, cause, since.toISOString()]));
  const cap = kind === "removals" ? policy.cap.removals_per_run : null;
  const lately = new Date(at.getTime() - HOUR_MS);
  const taken = kind === "removals" ? await deps.stores.accessRuns.takenSince(orgId, kind, lately) : 0;
  const isAllowed = asks.length === 0 || (cap !== null && asks.length + taken <= cap);
  if (!isAllowed && held.some((run) => run.digest === digest)) return false;
  const run: AccessRun = {
    id: deps.newId(),
    orgId,
    kind,
    at,
    asked: asks.length,
    taken,
    cap,
    digest,
    state: isAllowed ? "passed" : "held",
    endedAt: null,
    endedBy: null,
  };
  await deps.transact(async (stores) => {
    for (const { id } of held) await stores.accessRuns.end(id, "dropped", null, at);
    if (asks.length === 0) return;
    await stores.accessRuns.save(run, asks);
    if (isAllowed) await fileAsked(stores, installation, asks);
    else await logCapped(stores, run, deps);
  });
  return isAllowed;
}

export async function fileAsked(
  stores: TxStores,
  { id: installationId }: Pick<Installation, "id">,
  asks: readonly Pick<Wanted, "account">[],
): Promise<void> {
  const accounts = [...new Set(asks.map(({ account }) => account))];
  await stores.jobs.file(
    accounts.map((accountId) => ({ subject: { kind: "access", installationId, accountId }, priority: FRESH })),
  );
}

function logCapped(stores: TxStores, { id, orgId, kind, at, asked, taken, cap }: AccessRun, deps: AccessGateDeps) {
  return deps.entries.append<DraftOf<"access.capped">>(stores, at, {
    type: "access.capped",
    ...originOf(orgId),
    run_id: id,
    kind,
    counts: { asked, taken, ...(cap !== null && { cap }) },
  });
}
