import type { Report } from "./report.ts";
import { rosterPopulationReport } from "./reports/01-roster-population.ts";
import { completionsReport } from "./reports/02-completions.ts";
import { firstAccessReport } from "./reports/03-first-access.ts";
import { gateLogReport } from "./reports/04-gate-log.ts";
import { NOW_AND_ALL, type PointAsked, pointInTimeReport } from "./reports/05-point-in-time.ts";
import { exceptionsReport } from "./reports/06-exceptions.ts";
import { leaversReport } from "./reports/07-leavers.ts";
import { attestationsReport } from "./reports/08-attestations.ts";
import { waiversReport } from "./reports/09-waivers.ts";
import { effectivenessReport } from "./reports/10-effectiveness.ts";
import { awarenessReport } from "./reports/11-awareness.ts";
import { incidentReportingReport } from "./reports/12-incident-reporting.ts";
import { policyReviewsReport } from "./reports/13-policy-reviews.ts";
import { curriculumRiskReport } from "./reports/14-curriculum-risk.ts";
import { controlMappingReport } from "./reports/15-control-mapping.ts";
import { suppliersReport } from "./reports/16-suppliers.ts";
import { gateChangesReport } from "./reports/17-gate-changes.ts";
import { integrityReport } from "./reports/18-integrity.ts";
import { coverageReport } from "./reports/20-coverage.ts";
import { mergesReport } from "./reports/21-merges.ts";
import type { Sources } from "./sources.ts";

/** Every report, by its id. Each reads from the snapshot that the sources are of, when its rows are asked for. */
export function listReports(sources: Sources, point: PointAsked = NOW_AND_ALL): readonly Report[] {
  const others = [
    rosterPopulationReport(sources),
    completionsReport(sources),
    firstAccessReport(sources),
    gateLogReport(sources),
    pointInTimeReport(sources, point),
    exceptionsReport(sources),
    leaversReport(sources),
    attestationsReport(sources),
    waiversReport(sources),
    effectivenessReport(sources),
    awarenessReport(sources),
    incidentReportingReport(sources),
    policyReviewsReport(sources),
    curriculumRiskReport(sources),
    suppliersReport(sources),
    gateChangesReport(sources),
    integrityReport(sources),
    coverageReport(sources),
    mergesReport(sources),
  ];
  return [...others, controlMappingReport(sources, others)].sort((a, b) => (a.id < b.id ? -1 : 1));
}
