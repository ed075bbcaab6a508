import { fileStem } from "../../evidence/report-files.ts";
import { drawSample } from "../../evidence/sample.ts";
import { downloadAccess, readAccess, readAccessHistory } from "./access.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { type AuditDeps, onReports } from "./deps.ts";
import { proveEntry, readEntryView } from "./entry.ts";
import { searchLog } from "./log.ts";
import { readAuditOverview } from "./overview.ts";
import type { Auditing } from "./port.ts";
import { briefOf, countReports, downloadReport, listReports, readReport } from "./reports.ts";
import { EXCEPTIONS, MERGES, readCoverage, readSeries } from "./series.ts";

export function createAuditing(deps: AuditDeps): Auditing {
  return {
    overview: (scope) => readAuditOverview(scope, deps),
    checkpoint: () => readCheckpoint(deps),
    log: (asked) => searchLog(asked, deps),
    entry: (org, place) => readEntryView(org, place, deps),
    proof: (org, place) => proveEntry(org, place, deps),
    exceptions: (scope) => readSeries(scope, EXCEPTIONS, deps),
    merges: (scope) => readSeries(scope, MERGES, deps),
    coverage: (scope) => readCoverage(scope, deps),
    access: (asked) => readAccess(asked, deps),
    downloadAccess: (asked, format) => downloadAccess(asked, format, deps),
    accessHistory: (scope, person, after) => readAccessHistory(scope, person, after, deps),
    reports: (scope) => countReports(scope, deps),
    listReports: (org) => listReports(org, deps),
    report: (scope, id) => readReport(scope, id, deps),
    download: (scope, id, format) => downloadReport(scope, { id, format }, deps),
    async pack(scope, by) {
      const files = await deps.openPack(scope, by);
      return files && { name: `evidence-${dayOf(scope.period.from)}-${lastDayOf(scope.period.to)}.zip`, files };
    },
    sample: ({ org, period }, id, ask) =>
      onReports(org, deps, async (reports) => {
        const report = reports.find((one) => one.id === id);
        if (!report) return null;
        const sample = await drawSample(report, period, ask);
        return { report: briefOf(report), file: `${fileStem(report)}.jsonl`, columns: report.columns, sample };
      }),
    async samplePack(scope, id, ask, by) {
      const isThere = (await listReports(scope.org, deps)).some((report) => report.id === id);
      return isThere ? { name: `sample-${id}.zip`, files: deps.openSample(scope, { report: id, ...ask }, by) } : null;
    },
  };
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const lastDayOf = (end: Date) => dayOf(new Date(end.getTime() - 1));
