import { CHECK_NAME } from "../../domain/check-name.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { coverageOf, type RepositorySeen } from "../../gate/coverage.ts";
import { judgeAccess } from "../../gate/coverage-access.ts";
import { levelNotes } from "../../gate/coverage-levels.ts";
import { judgeLog, type LogSeen } from "../../gate/coverage-log.ts";
import { organisationHoles } from "../../gate/coverage-organisation.ts";
import { type CoverageReport, reportCoverage } from "../../gate/coverage-report.ts";
import { eventsFor, permissionsFor } from "../../policy/app-needs.ts";
import type { Policy } from "../../policy/policy.ts";
import type { InstallationReader, OpenHead } from "../github-port.ts";
import { type NoticeHolesDeps, noticeHoles } from "../notices/holes.ts";
import { seeAccess } from "../observed/see-access.ts";
import type { Policies } from "../policy/policies.ts";
import { scopeOn } from "../policy/scope-on.ts";
import type { BranchRules, CoverageReader } from "./coverage-port.ts";
import { seeLevels } from "./see-levels.ts";

export interface CoverageDeps extends NoticeHolesDeps {
  readonly stores: OutsideStores;
  readonly policies: Pick<Policies, "inForce">;
  readonly coverage: CoverageReader;
  readonly installations: InstallationReader;
  /** How the gate log stands, which is one for all organisations. */
  readonly seeLog: () => Promise<LogSeen>;
  readonly clock: Clock;
  readonly appId: number;
  /** Where GitHub is to deliver. */
  readonly webhookUrl: string;
  /** The name of the repository with the organisation's policy. */
  readonly policyRepository: string;
}

/**
 * Looks at GitHub itself whether the gate is real: nothing is taken from what we believe. Null while no policy is in
 * force, since then nobody knows what should be. Requests: see `CoverageReader`; one more for each hundred repositories,
 * and one for each hundred of them with open pull requests.
 */
export async function observeCoverage(installation: Installation, deps: CoverageDeps): Promise<CoverageReport | null> {
  const inForce = await deps.policies.inForce(installation.orgId);
  if (!inForce) return null;
  const { policy } = inForce;
  const at = deps.clock();
  // Of a suspended installation GitHub answers nothing, and that is what there is to say.
  const isMute = installation.suspendedAt !== null;
  const listed = isMute ? [] : await deps.installations.listRepositories(installation.id);
  const repositories = await withProperties(installation, listed, deps);
  const writable = repositories.filter(({ archived }) => !archived);
  const rules = await deps.coverage.readRules(installation, writable);
  const heads = await deps.installations.listOpenHeads(installation, writable);
  const seen = writable.map((repository) => seenOf(repository, { rules, heads, policy, at }));
  const ours = { appId: deps.appId, checkName: CHECK_NAME };
  const log = judgeLog(await deps.seeLog());
  const access = judgeAccess(await seeAccess(installation, { policy, repositories: writable, at }, deps.stores));
  const levels = await seeLevels(installation, { policy, repositories: writable, at }, deps.stores);
  const onApp = organisationHoles(await organisationSeen(installation, { policy, repositories, rules }, deps));
  return reportCoverage({
    organisation: installation.orgLogin,
    observedAt: at.toISOString(),
    policySha256: inForce.digest,
    repositories: seen.map((one) => coverageOf(one, ours)),
    organisationHoles: [...onApp, ...access.holes, ...log.holes, ...(await noticeHoles(installation, policy, deps))],
    notes: [...log.notes, ...access.notes, ...levelNotes(levels), ...notesOn(installation, repositories, deps)],
  });
}

/** What is no hole, since it may be meant so. */
function notesOn(
  { repositorySelection }: Installation,
  repositories: readonly Repository[],
  { policyRepository }: CoverageDeps,
): readonly string[] {
  const hasPolicy = repositories.some(({ name }) => name.toLowerCase() === policyRepository.toLowerCase());
  return hasPolicy || repositorySelection === "all"
    ? []
    : [`The installation does not reach ${policyRepository}: a policy of the organisation's own is not read.`];
}

/** GitHub's list does not tell custom properties; our records do, as last read. */
async function withProperties(
  { id }: Installation,
  listed: readonly Repository[],
  { stores }: CoverageDeps,
): Promise<readonly Repository[]> {
  const known = new Map((await stores.repositories.listOf(id)).map((repository) => [repository.id, repository]));
  return listed.map((repository) => {
    const properties = known.get(repository.id)?.properties;
    return properties === undefined ? repository : { ...repository, properties };
  });
}

interface Read {
  readonly rules: readonly BranchRules[];
  readonly heads: readonly OpenHead[];
  readonly policy: Policy;
  readonly at: Date;
}

function seenOf(repository: Repository, { rules, heads, policy, at }: Read): RepositorySeen {
  const { id, name, visibility } = repository;
  const { mode, inBoundary } = scopeOn(repository, policy, at);
  const found = rules.find(({ repositoryId }) => repositoryId === id);
  const runs = new Map<string, boolean>();
  for (const { pull, run } of heads) if (pull.repositoryId === id) runs.set(pull.headSha, run?.conclusion != null);
  return {
    ...{ id, name, visibility, mode, inBoundary },
    rulesets: found?.rulesets ?? [],
    protection: found ? found.protection : "unreadable",
    openHeads: runs.size,
    answered: [...runs.values()].filter(Boolean).length,
  };
}

async function organisationSeen(
  installation: Installation,
  {
    policy,
    repositories,
    rules,
  }: { policy: Policy; repositories: readonly Repository[]; rules: readonly BranchRules[] },
  deps: CoverageDeps,
) {
  const app = await deps.coverage.readApp();
  const isSelected = installation.repositorySelection === "selected" && installation.suspendedAt === null;
  const all = isSelected ? await deps.coverage.countRepositories(installation) : null;
  const names = new Set(repositories.map(({ name }) => name.toLowerCase()));
  const home = repositories.find(({ name }) => name.toLowerCase() === deps.policyRepository.toLowerCase());
  const reviewed = rules.some((one) => one.repositoryId === home?.id && one.reviewed);
  return {
    appPermissions: app.permissions,
    appEvents: app.events,
    grantedPermissions: installation.permissions,
    suspended: installation.suspendedAt !== null,
    webhookUrl: app.webhookUrl,
    expectedWebhookUrl: deps.webhookUrl,
    deliveries: app.deliveries,
    selected: isSelected ? { all, reached: repositories.length } : null,
    unreached: (installation.suspendedAt ? [] : namedIn(policy)).filter((name) => !names.has(name.toLowerCase())),
    policyRepository: home ? { name: home.name, public: home.visibility === "public", reviewed } : null,
    needs: { permissions: permissionsFor(policy), events: eventsFor(policy) },
  };
}

/** Repositories that scopes name one by one. Of a pattern nobody can tell what it should have met. */
function namedIn({ scopes }: Policy): readonly string[] {
  const names = scopes.flatMap(({ repositories = [] }) => repositories);
  return [...new Set(names.filter((name) => !name.includes("*")))];
}
