import { type Context, Hono } from "hono";
import { courseTitles } from "../../course-titles.ts";
import type { WebDeps } from "../../deps.ts";
import type { AdminEnv } from "../../env.ts";
import { mayRead, organisationNamed, requireRole } from "../../guards/roles.ts";
import type { Refusals } from "../../refusals.ts";
import { texts } from "../../texts.ts";
import { AdminIndexPage } from "../../views/admin/admin-page.tsx";
import { OverviewPage } from "../../views/admin/overview-page.tsx";
import { controlRoutes } from "../auditor/controls.tsx";
import { accessRoutes } from "./access.tsx";
import { awarenessRoutes } from "./awareness.tsx";
import { awarenessFileRoutes } from "./awareness-files.tsx";
import { awarenessSendRoutes } from "./awareness-send.tsx";
import { breakGlassRoutes } from "./break-glass.tsx";
import { clientRoutes } from "./clients.tsx";
import { deliveryRoutes } from "./deliveries.tsx";
import { effectivenessRoutes } from "./effectiveness.tsx";
import { holdRoutes } from "./holds.tsx";
import { importRoutes } from "./imports.tsx";
import { jobRoutes } from "./jobs.tsx";
import { peopleRoutes } from "./people.tsx";
import { policyDocumentRoutes } from "./policies.tsx";
import { policyRoutes } from "./policy.tsx";
import { repositoryRoutes } from "./repositories.tsx";
import { reviewRoutes } from "./reviews.tsx";
import { rolloutRoutes } from "./rollout.tsx";
import { rosterRoutes } from "./roster.tsx";
import { rosterFileRoutes } from "./roster-files.tsx";
import { waiverRoutes } from "./waivers.tsx";

/** Everything below `/admin`. Forms have passed the guards of all forms; who may do what is said once more by what does it. */
export function adminRoutes(
  deps: Pick<
    WebDeps,
    | "exceptions"
    | "admin"
    | "access"
    | "rosters"
    | "rosterFiles"
    | "policyDocuments"
    | "reviews"
    | "auditing"
    | "awareness"
    | "effectiveness"
    | "taught"
    | "clock"
  >,
  refusals: Refusals,
) {
  const { exceptions, admin, rosters, rosterFiles } = deps;
  const { waivers, breakGlass, imports, roles } = exceptions;
  const titleOf = courseTitles(deps.taught.curriculum);
  return new Hono<AdminEnv>()
    .use("/admin", requireRole(roles))
    .use("/admin/*", requireRole(roles))
    .get("/admin", (c) => (c.var.roles.some(mayRead) ? showOverview(c) : showIndex(c)))
    .route("/", peopleRoutes(admin, titleOf))
    .route("/", holdRoutes(deps.access, { refusals, titleOf }))
    .route("/", accessRoutes(deps.access))
    .route("/", clientRoutes(admin))
    .route("/", rosterRoutes(rosters))
    .route("/", rosterFileRoutes(rosterFiles))
    .route("/", repositoryRoutes(admin))
    .route("/", policyRoutes(admin))
    .route("/", policyDocumentRoutes(deps.policyDocuments))
    .route("/", reviewRoutes(deps.reviews))
    .route("/", controlRoutes(deps, deps.clock))
    .route("/", awarenessRoutes(deps.awareness))
    .route("/", awarenessFileRoutes(deps.awareness))
    .route("/", awarenessSendRoutes(deps.awareness))
    .route("/", effectivenessRoutes(deps.effectiveness, deps))
    .route("/", rolloutRoutes(admin, titleOf))
    .route("/", jobRoutes(admin, refusals))
    .route("/", deliveryRoutes(admin, refusals))
    .route("/", waiverRoutes(waivers, refusals))
    .route("/", breakGlassRoutes(breakGlass, refusals))
    .route("/", importRoutes(imports, refusals));

  async function showOverview(c: Context<AdminEnv>) {
    const readable = c.var.roles.filter(mayRead);
    const reading = organisationNamed(c.req.query("org"), readable);
    if (!reading) return c.notFound();
    const overview = await admin.overview(reading.org);
    const page = <OverviewPage overview={overview} reading={reading} roles={readable} />;
    return c.render(page, { title: texts.admin.title });
  }

  /** For who may approve and not read: what there is to approve. */
  async function showIndex(c: Context<AdminEnv>) {
    const waiting = { waivers: 0, "break-glass": 0, imports: 0 };
    for (const { org } of c.var.roles) {
      const here = await admin.waiting(org);
      waiting.waivers += here.waivers;
      waiting["break-glass"] += here.breakGlass;
      waiting.imports += here.imports;
    }
    return c.render(<AdminIndexPage roles={c.var.roles} waiting={waiting} />, { title: texts.admin.title });
  }
}
