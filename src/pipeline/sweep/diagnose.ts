import type { Installation } from "../../domain/installation.ts";
import type { CoverageReport } from "../../gate/coverage-report.ts";
import type { Policies } from "../policy/policies.ts";
import { type PropertyDeps, refreshProperties } from "../policy/properties.ts";
import { type RecordCoverageDeps, recordCoverage } from "../rules/record-coverage.ts";

export type DiagnoseDeps = RecordCoverageDeps & PropertyDeps & { readonly policies: Policies };

/**
 * Looks at each installation of the App, or at that of one organisation, and keeps what it found. Installations are read
 * from GitHub; where no policy was read yet, it is now. None where the App is not installed there.
 */
export async function diagnose(org: string | null, deps: DiagnoseDeps): Promise<readonly CoverageReport[]> {
  const at = deps.clock();
  const installations = (await deps.installations.listInstallations()).filter(
    ({ orgLogin }) => org === null || orgLogin.toLowerCase() === org.toLowerCase(),
  );
  await deps.transact(async (stores) => {
    for (const installation of installations) await stores.installations.save(installation, at);
  });
  const reports: CoverageReport[] = [];
  for (const { id } of installations) {
    const installation = await deps.stores.installations.find(id);
    const report = installation && (await examine(installation, deps));
    if (report) reports.push(report);
  }
  return reports;
}

async function examine(installation: Installation, deps: DiagnoseDeps): Promise<CoverageReport | null> {
  if (!installation.suspendedAt && !(await deps.policies.inForce(installation.orgId))) {
    await deps.policies.refresh(installation.id);
    await refreshProperties(installation.id, deps);
  }
  return recordCoverage(installation, deps);
}
