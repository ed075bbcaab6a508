import { Hono } from "hono";
import type { Auditing } from "../../../pipeline/auditor/port.ts";
import type { AuditorEnv } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { CoveragePage } from "../../views/auditor/coverage-page.tsx";
import { SeriesPage } from "../../views/auditor/series-page.tsx";

/** What changes over time: exceptions, merges, and where the gate is real. */
export function seriesRoutes(auditing: Auditing) {
  const routes = new Hono<AuditorEnv>().get("/auditor/coverage", async (c) => {
    const { audited, reading } = c.var;
    const view = await auditing.coverage({ org: reading.org, period: audited.period.instants });
    return c.render(<CoveragePage view={view} audited={audited} />, { title: texts.auditor.coverage.title });
  });
  for (const part of ["exceptions", "merges"] as const) {
    routes.get(`/auditor/${part}`, async (c) => {
      const { audited, reading } = c.var;
      const view = await auditing[part]({ org: reading.org, period: audited.period.instants });
      const page = <SeriesPage part={part} view={view} audited={audited} />;
      return c.render(page, { title: texts.auditor[part].title });
    });
  }
  return routes;
}
