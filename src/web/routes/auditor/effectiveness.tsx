import { Hono } from "hono";
import type { Effectiveness } from "../../../pipeline/effectiveness/port.ts";
import type { AuditorEnv } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { AuditedEffectivenessPage } from "../../views/auditor/effectiveness-page.tsx";

export function auditedEffectivenessRoutes(effectiveness: Effectiveness) {
  return new Hono<AuditorEnv>().get("/auditor/effectiveness", async (c) => {
    const { audited, reading } = c.var;
    const view = await effectiveness.read({ org: reading.org, period: audited.period.instants });
    return c.render(<AuditedEffectivenessPage view={view} audited={audited} />, { title: texts.effectiveness.title });
  });
}
