import { z } from "zod";
import type { OrgId } from "../../domain/ids.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { newestCoverage } from "./coverage-seen.ts";
import type { AdminDeps } from "./deps.ts";
import { rangeOf } from "./paged.ts";
import type { JobsView } from "./port.ts";

/** Deliveries that GitHub could not hand over are known by doctor, and asked for again without anybody's doing. */
const DELIVERY_HOLES: ReadonlySet<string> = new Set(["deliveries-failing", "webhook-elsewhere", "event-missing"]);

export async function listJobs(org: OrgId, page: number, deps: AdminDeps): Promise<JobsView> {
  const { stores, jobs } = deps;
  const { offset, limit, ...range } = rangeOf(await jobs.count(org), page);
  const coverage = await newestCoverage(org, stores);
  return {
    ...range.page,
    rows: await jobs.list(org, { offset, limit }),
    newestDeliveryAt: await stores.deliveries.newestAt(),
    deliveryHoles: coverage?.holes.filter(({ kind }) => DELIVERY_HOLES.has(kind)) ?? [],
    seenAt: coverage?.seen.observedAt ?? null,
  };
}

export async function retryJob(by: Actor, org: OrgId, id: string, deps: AdminDeps): Promise<Done> {
  const objection = await objectionToRole(by, org, "admin", deps.roles);
  if (objection) return objection;
  const isRetried = z.uuid().safeParse(id).success && (await deps.jobs.retry(org, id));
  if (!isRetried) return refused("This job is done or being done, or its like waits already: nothing is left to retry");
  deps.tell({ did: "job-retried", job: id, org, account: by.account });
  return { ok: true, id };
}
