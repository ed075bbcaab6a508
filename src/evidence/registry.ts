import type { Report } from "./report.ts";
import { completionsReport } from "./reports/02-completions.ts";
import { gateLogReport } from "./reports/04-gate-log.ts";
import { exceptionsReport } from "./reports/06-exceptions.ts";
import { attestationsReport } from "./reports/08-attestations.ts";
import { waiversReport } from "./reports/09-waivers.ts";
import { curriculumRiskReport } from "./reports/14-curriculum-risk.ts";
import { controlMappingReport } from "./reports/15-control-mapping.ts";
import { gateChangesReport } from "./reports/17-gate-changes.ts";
import { integrityReport } from "./reports/18-integrity.ts";
import { coverageReport } from "./reports/20-coverage.ts";
import { mergesReport } from "./reports/21-merges.ts";
import type { Sources } from "./sources.ts";

/** Every report, by its id. Each reads from the snapshot that the sources are of, when its rows are asked for. */
export function listReports(sources: Sources): readonly Report[] {
  const others = [
    completionsReport(sources),
    gateLogReport(sources),
    exceptionsReport(sources),
    attestationsReport(sources),
    waiversReport(sources),
    curriculumRiskReport(sources),
    gateChangesReport(sources),
    integrityReport(sources),
    coverageReport(sources),
    mergesReport(sources),
  ];
  return [...others, controlMappingReport(sources, others)].sort((a, b) => (a.id < b.id ? -1 : 1));
}
