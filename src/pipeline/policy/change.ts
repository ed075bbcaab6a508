import type { InstallationId, OrgId, PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Transact, TxStores } from "../../domain/stores/index.ts";
import type { HeldPolicy } from "../../domain/stores/staging.ts";
import type { LayeredPolicy } from "../../policy/layer.ts";
import type { DraftOf, Entries } from "../entries.ts";
import { fileHookLooks } from "../hooks/file.ts";
import { backfillJobs } from "../sweep/backfill.ts";

export interface ChangeDeps {
  readonly transact: Transact;
  readonly entries: Entries;
}

/**
 * Puts a policy in force and files every open head with it: all of them follow, or nothing changed. Nothing but the date
 * of the look changes where it is in force already.
 */
export async function activate(
  { id, orgId: org }: Installation,
  next: { readonly layered: LayeredPolicy; readonly text: string | null },
  at: Date,
  { transact, entries }: ChangeDeps,
): Promise<"unchanged" | "activated"> {
  const { digest } = next.layered;
  return transact(async (stores) => {
    const before = await stores.policies.inForce(org);
    await stores.policies.save(storedAs(next.layered), at);
    await stores.policies.putInForce(org, { digest, text: next.text, problem: null, readAt: at });
    if (before?.digest === digest) return "unchanged";
    await entries.append(stores, at, activated(org, digest, before?.digest, { kind: "app" }));
    await fileOpenHeads(stores, id);
    await fileHookLooks(stores, [org]);
    return "activated";
  });
}

/** Keeps what is in force, and the new policy beside it until an admin lets it in. */
export async function hold(
  { orgId: org }: Installation,
  held: { readonly layered: LayeredPolicy; readonly text: string | null; readonly capPercent: number } & Pick<
    HeldPolicy,
    "newlyBlocked" | "open" | "at"
  >,
  { transact, entries }: ChangeDeps,
): Promise<void> {
  const { layered, text, newlyBlocked, open, at } = held;
  const { digest } = layered;
  await transact(async (stores) => {
    const state = await stores.policies.stateOf(org);
    if (!state?.inForce || state.held?.digest === digest) return;
    await stores.policies.save(storedAs(layered), at);
    await stores.policies.hold(org, { digest, text, at, newlyBlocked, open });
    await entries.append<DraftOf<"policy.held">>(stores, at, {
      type: "policy.held",
      org,
      actor: { kind: "app" },
      source: { kind: "reconcile" },
      rule: { policy_sha256: digest, in_force_sha256: state.inForce.digest },
      counts: { newly_blocked: newlyBlocked, open, cap_percent: held.capPercent },
    });
  });
}

/**
 * An admin lets in what is held: it is in force, with an entry that names them and every open head filed. What they saw
 * is what they release: with another digest than the one that is held by now it is refused.
 */
export async function release(
  { id, orgId: org }: Installation,
  { by, reason, digest }: { readonly by: PersonId; readonly reason: string; readonly digest: string },
  at: Date,
  { transact, entries }: ChangeDeps,
): Promise<"released" | "not-held"> {
  return transact(async (stores) => {
    const state = await stores.policies.stateOf(org);
    if (!state?.inForce || state.held?.digest !== digest) return "not-held";
    const { held, inForce } = state;
    await stores.policies.putInForce(org, { digest, text: held.text, problem: null, readAt: at });
    const actor = { kind: "admin", id: by } as const;
    await entries.append<DraftOf<"policy.released">>(stores, at, {
      type: "policy.released",
      org,
      actor,
      source: { kind: "ui" },
      rule: { policy_sha256: digest, previous_sha256: inForce.digest },
      released_by: await entries.subjectOf(stores, by),
      reason_sha256: await stores.reasons.keep(reason, at),
    });
    await entries.append(stores, at, activated(org, digest, inForce.digest, actor));
    await fileOpenHeads(stores, id);
    await fileHookLooks(stores, [org]);
    return "released";
  });
}

/** Notes a file that cannot be used, once for each text of it. False if it was noted before. */
export async function reject(
  { orgId: org }: Installation,
  rejected: { readonly sha256: string; readonly problems: number },
  at: Date,
  { transact, entries }: ChangeDeps,
): Promise<boolean> {
  const problem = `${rejected.problems} problems in ${rejected.sha256}`;
  return transact(async (stores) => {
    const state = await stores.policies.stateOf(org);
    if (state?.problem === problem) return false;
    if (state?.inForce) await stores.policies.putInForce(org, { ...state.inForce, problem, readAt: at });
    else await stores.policies.refuseFirst(org, { problem, readAt: at });
    await entries.append<DraftOf<"policy.rejected">>(stores, at, {
      type: "policy.rejected",
      org,
      actor: { kind: "app" },
      source: { kind: "reconcile" },
      rule: { policy_sha256: rejected.sha256 },
      problems: rejected.problems,
    });
    return true;
  });
}

function storedAs({ digest, policy, provenance }: LayeredPolicy) {
  return { digest, policy, sources: Object.fromEntries(provenance) };
}

function activated(
  org: OrgId,
  digest: string,
  before: string | undefined,
  actor: DraftOf<"policy.activated">["actor"],
) {
  return {
    type: "policy.activated",
    org,
    actor,
    source: { kind: "reconcile" },
    rule: { policy_sha256: digest, ...(before === undefined ? {} : { previous_sha256: before }) },
  } as const;
}

async function fileOpenHeads(stores: TxStores, installation: InstallationId): Promise<void> {
  const heads = await stores.pulls.openHeads(installation);
  const gates = { subject: { kind: "access-run", installationId: installation } } as const;
  await stores.jobs.file([...backfillJobs(heads), gates]);
}
