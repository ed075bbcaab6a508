import { createAdminReading } from "../db/admin-reading.ts";
import type { AdminNews } from "../pipeline/admin/deps.ts";
import { createAdminPages } from "../pipeline/admin/pages.ts";
import type { AdminPages } from "../pipeline/admin/port.ts";
import type { Exceptions } from "../pipeline/exceptions/exceptions.ts";
import { createTroubledJobs } from "../queue/troubled-jobs.ts";
import type { Core, Parts } from "./core.ts";

const TOLD: Readonly<Record<AdminNews["did"], string>> = {
  "job-retried": "an admin had a job tried again",
  "delivery-redelivered": "an admin had GitHub send a delivery again",
};

export function adminPagesOn(
  { storage, files, clock, log, core }: Parts & { readonly core: Core },
  { roles, waivers }: Exceptions,
): AdminPages {
  const { stores, transact, db, queue } = storage;
  const { policies, entries } = core.look;
  const told = log.child({ part: "admin" });
  return createAdminPages({
    ...{ stores, transact, entries, policies, roles, waivers, clock },
    reading: createAdminReading(db),
    jobs: createTroubledJobs(db, queue.open),
    deliveries: core.look.deliveries,
    courses: core.courses.facts,
    knownCourses: core.courses.known,
    deployment: files.policy,
    content: files.content,
    previews: { policy: core.look.policySource.preview, courses: core.previewCourses },
    tell: ({ did, ...detail }) => told.info(detail, TOLD[did]),
  });
}
