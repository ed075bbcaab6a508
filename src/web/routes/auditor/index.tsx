import { Hono } from "hono";
import type { WebDeps } from "../../deps.ts";
import { type AuditorEnv, findAudited } from "../../guards/auditing.ts";
import { requireReader, requireRole } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { OverviewPage } from "../../views/auditor/overview-page.tsx";
import { accessRoutes } from "./access.tsx";
import { auditedControlRoutes } from "./controls.tsx";
import { auditedEffectivenessRoutes } from "./effectiveness.tsx";
import { entryRoutes } from "./entries.tsx";
import { reportRoutes } from "./reports.tsx";
import { sampleRoutes } from "./sample.tsx";
import { seriesRoutes } from "./series.tsx";

type Deps = Pick<WebDeps, "exceptions" | "auditing" | "admin" | "reviews" | "effectiveness" | "clock">;

/** Everything below `/auditor`, for who may read. There is nothing here but GET, and nothing behind it that could write. */
export function auditorRoutes({ exceptions: { roles }, auditing, admin, reviews, effectiveness, clock }: Deps) {
  const guards = [requireRole(roles), requireReader, findAudited(clock)] as const;
  return new Hono<AuditorEnv>()
    .use("/auditor", ...guards)
    .use("/auditor/*", ...guards)
    .get("/auditor", async (c) => {
      const { audited, reading } = c.var;
      const overview = await auditing.overview({ org: reading.org, period: audited.period.instants });
      return c.render(<OverviewPage overview={overview} audited={audited} />, { title: texts.auditor.title });
    })
    .route("/", entryRoutes(auditing))
    .route("/", seriesRoutes(auditing))
    .route("/", accessRoutes(auditing))
    .route("/", reportRoutes(auditing))
    .route("/", sampleRoutes(auditing))
    .route("/", auditedControlRoutes({ auditing, admin, reviews }))
    .route("/", auditedEffectivenessRoutes(effectiveness));
}
