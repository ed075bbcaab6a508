import type { Clock } from "../domain/clock.ts";
import { DAY_MS } from "../domain/day.ts";
import type { OrgId } from "../domain/ids.ts";
import type { OutsideStores, Transact, TxStores } from "../domain/stores/index.ts";
import { DEFAULTS } from "../policy/defaults.ts";
import { type Records, recordsOf } from "../policy/records.ts";
import type { DraftOf, Entries } from "./entries.ts";
import type { Policies } from "./policy/policies.ts";

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
  /** Decisions, on heads and on access, whose facts went. */
  readonly decisions: number;
  readonly accessObservations: number;
  readonly notices: number;
}

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
  let purged: Purged = { ...unowned, decisions: 0, accessObservations: 0, notices: 0 };
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
  { facts, access_history, deliveries, notices }: Records,
  now: Date,
  deps: PurgeDeps,
): Promise<Omit<Purged, "sessions">> {
  const ofFacts = daysBefore(now, facts);
  const ofHistory = daysBefore(now, access_history);
  const ofNotices = daysBefore(now, notices);
  const heads = await purgeLogged({ org, what: "facts", take: "eraseFacts", before: ofFacts }, now, deps);
  const access = await purgeLogged({ org, what: "facts", take: "eraseAccessFacts", before: ofFacts }, now, deps);
  await purgeSilently((retention) => retention.deleteUnlogged(org, ofFacts, AT_ONCE), deps);
  return {
    decisions: heads + access,
    accessObservations: await purgeLogged(
      { org, what: "access_history", take: "deleteAccess", before: ofHistory },
      now,
      deps,
    ),
    notices: await purgeSilently((retention) => retention.deleteNotices(org, ofNotices, AT_ONCE), deps),
    deliveries: await deps.transact((stores) => stores.retention.deleteDeliveries(org, daysBefore(now, deliveries))),
  };
}

interface Purging {
  readonly org: OrgId;
  readonly what: "facts" | "access_history";
  readonly take: "eraseFacts" | "eraseAccessFacts" | "deleteAccess";
  readonly before: Date;
}

/** Until nothing is left, each time with its entry. */
async function purgeLogged({ org, what, take, before }: Purging, now: Date, deps: PurgeDeps): Promise<number> {
  return untilNothingIsLeft(deps, async (stores) => {
    const count = await stores.retention[take](org, before, AT_ONCE);
    if (count === 0) return count;
    await deps.entries.append<DraftOf<"records.purged">>(stores, now, {
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
}

/** What the log tells of by itself, or never did. */
function purgeSilently(
  take: (retention: TxStores["retention"]) => Promise<number>,
  deps: Pick<PurgeDeps, "transact">,
): Promise<number> {
  return untilNothingIsLeft(deps, (stores) => take(stores.retention));
}

async function untilNothingIsLeft(
  { transact }: Pick<PurgeDeps, "transact">,
  take: (stores: TxStores) => Promise<number>,
): Promise<number> {
  for (let sum = 0; ; ) {
    const taken = await transact(take);
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
    notices: one.notices + more.notices,
  };
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}
