import { Hono } from "hono";
import type { Clock } from "../../../domain/clock.ts";
import { type ControlDeps, readControls } from "../../../pipeline/auditor/controls.ts";
import { auditPeriod } from "../../audit-period.ts";
import type { ReaderEnv } from "../../env.ts";
import type { AuditorEnv } from "../../guards/auditing.ts";
import { requireReader } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { AdminControlsPage, AuditedControlsPage } from "../../views/auditor/control-overview-page.tsx";

const { title } = texts.mapping.overview;

export function auditedControlRoutes(deps: ControlDeps) {
  return new Hono<AuditorEnv>().get("/auditor/controls", async (c) => {
    const { audited, reading } = c.var;
    const overview = await readControls({ org: reading.org, period: audited.period.instants }, deps);
    return c.render(<AuditedControlsPage overview={overview} audited={audited} />, { title });
  });
}

/** The same for administrators, of the period that audits begin with. */
export function controlRoutes(deps: ControlDeps, clock: Clock) {
  return new Hono<ReaderEnv>().use("/admin/controls", requireReader).get("/admin/controls", async (c) => {
    const { reading, roles } = c.var;
    const now = clock();
    const period = auditPeriod({ from: undefined, to: undefined }, now);
    const overview = await readControls({ org: reading.org, period: period.instants }, deps);
    return c.render(<AdminControlsPage overview={overview} audited={{ reading, roles, now, period }} />, { title });
  });
}
