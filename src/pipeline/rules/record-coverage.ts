import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Transact } from "../../domain/stores/index.ts";
import { type CoverageReport, countCoverage } from "../../gate/coverage-report.ts";
import { followChanged } from "../deliveries/store-delivery.ts";
import type { DraftOf, Entries } from "../entries.ts";
import { type CoverageDeps, observeCoverage } from "./observe-coverage.ts";

export interface RecordCoverageDeps extends CoverageDeps {
  readonly transact: Transact;
  readonly entries: Entries;
  readonly newId: () => string;
}

/**
 * Looks, and keeps what was found with its entry in the gate log. Where it shows that a rule asks for our check, or no
 * longer does, open heads there are decided anew: even in a repository that is only observed they would wait for ever.
 */
export async function recordCoverage(
  installation: Installation,
  deps: RecordCoverageDeps,
): Promise<CoverageReport | null> {
  const report = await observeCoverage(installation, deps);
  if (!report) return null;
  const at = deps.clock();
  const { orgId } = installation;
  const required = report.repositories.filter((one) => one.required).map(({ id }) => id);
  const free = report.repositories.filter((one) => !one.required).map(({ id }) => id);
  await deps.transact(async (stores) => {
    await stores.coverage.save({ id: deps.newId(), orgId, holes: report.holes.length, report, observedAt: at });
    await deps.entries.append<DraftOf<"coverage.observed">>(stores, at, {
      type: "coverage.observed",
      org: orgId,
      actor: { kind: "app" },
      source: { kind: "reconcile" },
      counts: countCoverage(report),
      report_sha256: sha256OfJson(report),
    });
    // What we are about to require, or have just ceased to, is for whoever keeps the rule to say.
    const kept = new Set((await stores.rules.listKept(orgId)).flatMap(({ targets }) => targets));
    const lost = free.filter((id) => !kept.has(id));
    await followChanged(stores, [
      ...(await stores.repositories.markRequired(required, true)),
      ...(await stores.repositories.markRequired(lost, false)),
    ]);
  });
  return report;
}
