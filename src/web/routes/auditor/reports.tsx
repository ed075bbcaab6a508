import { Hono } from "hono";
import type { Auditing } from "../../../pipeline/auditor/port.ts";
import type { AuditorEnv } from "../../guards/auditing.ts";
import { sendDownload } from "../../stream.ts";
import { texts } from "../../texts.ts";
import { ReportPage } from "../../views/auditor/report-page.tsx";
import { ReportsPage } from "../../views/auditor/reports-page.tsx";
import { zipOf } from "../../zip.ts";

const PATH = "/auditor/reports";
const REPORT = `${PATH}/:id{R-[0-9]{2}}` as const;

/** All reports, each by itself, and their files. */
export function reportRoutes(auditing: Auditing) {
  return new Hono<AuditorEnv>()
    .get(PATH, async (c) => {
      const { audited, reading } = c.var;
      const reports = await auditing.reports({ org: reading.org, period: audited.period.instants });
      const hasPack = (await auditing.checkpoint()) !== null;
      const page = <ReportsPage reports={reports} hasPack={hasPack} audited={audited} />;
      return c.render(page, { title: texts.auditor.reports.title });
    })
    .get(`${PATH}/:file{R-[0-9]{2}\\.(?:csv|jsonl)}`, async (c) => {
      const { audited, reading } = c.var;
      const [id = "", format] = c.req.param("file").split(".");
      const scope = { org: reading.org, period: audited.period.instants };
      const file = await auditing.download(scope, id, format === "csv" ? "csv" : "jsonl");
      return file ? sendDownload(c, file) : c.notFound();
    })
    .get(REPORT, async (c) => {
      const { audited, reading } = c.var;
      const report = await auditing.report({ org: reading.org, period: audited.period.instants }, c.req.param("id"));
      if (!report) return c.notFound();
      return c.render(<ReportPage report={report} audited={audited} />, { title: `${report.id} ${report.title}` });
    })
    .get("/auditor/pack.zip", async (c) => {
      const { audited, reading, viewer } = c.var;
      const pack = await auditing.pack({ org: reading.org, period: audited.period.instants }, viewer.account);
      if (!pack) return c.notFound();
      return sendDownload(c, { name: pack.name, type: "application/zip", bytes: zipOf(pack.files, audited.now) });
    });
}
