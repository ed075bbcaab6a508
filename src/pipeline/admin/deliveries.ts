import { GitHubUnavailableError } from "../../domain/errors.ts";
import type { OrgId } from "../../domain/ids.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { keptSince } from "../sweep/redelivery.ts";
import { type AdminDeps, installationOf } from "./deps.ts";
import type { DeliveriesView } from "./port.ts";

/** After an outage GitHub lists hundreds of thousands, and every look asks it anew: a page is of the newest. */
const REQUESTS_A_LOOK = 5;
const ROWS_SHOWN = 100;

/**
 * What GitHub could not hand over and what became of it, as GitHub lists it now: its list is the only one, since what
 * failed never came here. Deliveries without an installation are shown to every organisation.
 */
export async function listDeliveries(org: OrgId, deps: AdminDeps): Promise<DeliveriesView> {
  const { id: installation } = await installationOf(org, deps);
  try {
    const listed = await deps.deliveries.listFailedDeliveries(keptSince(deps.clock()), REQUESTS_A_LOOK);
    const failed = listed
      .filter(({ installationId }) => installationId === null || installationId === installation)
      .slice(-ROWS_SHOWN);
    const stored = new Set((await deps.stores.deliveries.find(failed.map(({ guid }) => guid))).map(({ id }) => id));
    return { ok: true, rows: failed.map((one) => ({ ...one, arrived: stored.has(one.guid) })).toReversed() };
  } catch (error) {
    if (!(error instanceof GitHubUnavailableError)) throw error;
    return { ok: false, why: error.message };
  }
}

/** Has GitHub try one of them again now. */
export async function redeliver(by: Actor, org: OrgId, id: number, deps: AdminDeps): Promise<Done> {
  const objection = await objectionToRole(by, org, "admin", deps.roles);
  if (objection) return objection;
  const listed = await listDeliveries(org, deps);
  if (!listed.ok) return refused(listed.why);
  if (!listed.rows.some((row) => row.id === id && !row.arrived))
    return refused("This delivery has come meanwhile, or GitHub no longer keeps it: nothing is left to send again");
  try {
    await deps.deliveries.redeliver(id);
  } catch (error) {
    if (!(error instanceof GitHubUnavailableError)) throw error;
    return refused(error.message);
  }
  deps.tell({ did: "delivery-redelivered", delivery: id, org, account: by.account });
  return { ok: true, id: String(id) };
}
