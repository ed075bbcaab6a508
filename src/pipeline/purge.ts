import type { Clock } from "../domain/clock.ts";
import type { OrgId } from "../domain/ids.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import { DEFAULTS } from "../policy/defaults.ts";
import { type Records, recordsOf } from "../policy/records.ts";
import type { DraftOf, Entries } from "./entries.ts";
import type { Policies } from "./policies.ts";

export interface PurgeDeps {
  readonly stores: { readonly retention: Pick<OutsideStores["retention"], "organisations"> };
  readonly transact: Transact;
  readonly policies: Pick<Policies, "inForce">;
  readonly entries: Pick<Entries, "append">;
  readonly clock: Clock;
}

export interface Purged {
  readonly deliveries: number;
  readonly sessions: number;
  /** Decisions whose facts went. */
  readonly decisions: number;
  readonly accessObservations: number;
}

const DAY_MS = 86_400_000;
/** In one transaction: the rest follows in the next. */
const AT_ONCE = 2_000;

/**
 * Deletes what is older than each organisation's policy keeps it, and nothing where a legal hold is in force; what it
 * takes of decisions and access stands in the log. Sessions that have ended go always: an attestation keeps the digest
 * of its own. Run twice, it does nothing the second time.
 */
export async function purge(deps: PurgeDeps): Promise<Purged> {
  const now = deps.clock();
  const unowned = await deps.transact(async (stores) => ({
    sessions: await stores.sessions.deleteEnded(now),
    deliveries: await stores.retention.deleteDeliveries(null, daysBefore(now, recordsOf(DEFAULTS).deliveries)),
  }));
  // Files that somebody only looked at, or that broke off.
  await deps.transact((stores) => stores.rosterImports.discardBefore(daysBefore(now, 1)));
  let purged: Purged = { ...unowned, decisions: 0, accessObservations: 0 };
  for (const org of await deps.stores.retention.organisations()) {
    const inForce = await deps.policies.inForce(org);
    const records = inForce && recordsOf(inForce.policy);
    if (records?.legal_hold !== false) continue;
    purged = sumOf(purged, await purgeOrganisation(org, records, now, deps));
  }
  return purged;
}

async function purgeOrganisation(
  org: OrgId,
  { facts, access_history, deliveries }: Records,
  now: Date,
  deps: PurgeDeps,
): Promise<Omit<Purged, "sessions">> {
  return {
    decisions: await purgeLogged({ org, what: "facts", before: daysBefore(now, facts) }, now, deps),
    accessObservations: await purgeLogged(
      { org, what: "access_history", before: daysBefore(now, access_history) },
      now,
      deps,
    ),
    deliveries: await deps.transact((stores) => stores.retention.deleteDeliveries(org, daysBefore(now, deliveries))),
  };
}

/** Until nothing is left, each time with its entry. */
async function purgeLogged(
  { org, what, before }: { readonly org: OrgId; readonly what: "facts" | "access_history"; readonly before: Date },
  now: Date,
  { transact, entries }: PurgeDeps,
): Promise<number> {
  for (let sum = 0; ; ) {
    const taken = await transact(async (stores) => {
      const { retention } = stores;
      const count = await (what === "facts" ? retention.eraseFacts : retention.deleteAccess)(org, before, AT_ONCE);
      if (count === 0) return count;
      await entries.append<DraftOf<"records.purged">>(stores, now, {
        type: "records.purged",
        org,
        actor: { kind: "app" },
        source: { kind: "timer" },
        what,
        before: before.toISOString(),
        counts: { decisions: what === "facts" ? count : 0, access_observations: what === "facts" ? 0 : count },
      });
      return count;
    });
    sum += taken;
    if (taken < AT_ONCE) return sum;
  }
}

function sumOf(one: Purged, more: Omit<Purged, "sessions">): Purged {
  return {
    sessions: one.sessions,
    deliveries: one.deliveries + more.deliveries,
    decisions: one.decisions + more.decisions,
    accessObservations: one.accessObservations + more.accessObservations,
  };
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}
