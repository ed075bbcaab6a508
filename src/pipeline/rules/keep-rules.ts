import { z } from "zod";
import { DAY_MS } from "../../domain/day.ts";
import type { InstallationId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { CoverageRun, KeptRule } from "../../domain/stores/coverage.ts";
import type { Subject } from "../../domain/subject.ts";
import { isGranted } from "../../policy/app-needs.ts";
import type { CheckWriter } from "../github-port.ts";
import { scopeOn } from "../policy/scope-on.ts";
import { keepOfOrganisation } from "./keep-organisation-rule.ts";
import { keepOfRepositories } from "./keep-repository-rules.ts";
import { type RecordCoverageDeps, recordCoverage } from "./record-coverage.ts";
import { appendRuleChange } from "./rule-entries.ts";
import type { RuleKeeper } from "./rule-keeper-port.ts";

/** What the operator should hear of it at once. */
export type RuleNews =
  | { readonly kind: "tampered"; readonly org: number; readonly change: string; readonly repositories: number }
  | { readonly kind: "progress"; readonly org: number; readonly wanted: number; readonly waiting: number }
  | { readonly kind: "refused"; readonly org: number; readonly repositories: number };

export interface KeepRulesDeps extends RecordCoverageDeps {
  readonly keeper: RuleKeeper;
  readonly checks: CheckWriter;
  readonly tellRules: (news: RuleNews) => void;
}

/** While heads are still to be answered the rule is looked at again this often. */
const AGAIN_MS = 30_000;
/** A look reads every repository's rules: of a policy that is changed time and again, each sweep sees where it came to. */
const SETTLED_MS = 10 * 60_000;

/**
 * Sees that our check is required where it should be. With `rulesets: managed` the rule is kept: it never asks for the
 * check where an open head has no verdict, and grows as verdicts come. With `report` it is only looked at: once a day,
 * when the policy is another one, and when GitHub tells of a change.
 */
export async function keepRules(
  { installationId, told = false }: Extract<Subject, { kind: "rules" }>,
  deps: KeepRulesDeps,
): Promise<void> {
  const installation = await deps.stores.installations.find(installationId);
  const inForce = installation && (await deps.policies.inForce(installation.orgId));
  if (!inForce || installation.suspendedAt || installation.deletedAt) return;
  const managed = inForce.policy.rulesets === "managed" && mayKeep(installation);
  if (managed) {
    const at = deps.clock();
    const repositories = await deps.stores.repositories.listOf(installationId);
    const scopes = repositories.map((repository) => scopeOn(repository, inForce.policy, at));
    const wanted = repositories.filter((_, index) => {
      const scope = scopes[index];
      return scope?.inBoundary && scope.mode !== "observe";
    });
    await keep(installation, { repositories, wanted }, deps);
    await fileRulesOn(scopes.flatMap(({ changesOn }) => changesOn ?? []).sort()[0], installationId, deps);
  }
  const last = await deps.stores.coverage.newest(installation.orgId);
  const age = last === null ? Number.POSITIVE_INFINITY : deps.clock().getTime() - last.observedAt.getTime();
  const isOther = last !== null && policyOf(last) !== inForce.digest;
  const isDue = age >= DAY_MS || (isOther && age >= SETTLED_MS);
  if (isDue || (told && !managed)) await recordAndCompare(installation, last === null, deps);
}

const Compared = z.object({ policySha256: z.string().optional() });

/** What the last look was compared with: another policy may want something else of GitHub. */
function policyOf({ report }: CoverageRun): string | undefined {
  return Compared.parse(report).policySha256;
}

export interface Ground {
  /** All that the installation reaches. */
  readonly repositories: readonly Repository[];
  /** Those in which the check is to be required. */
  readonly wanted: readonly Repository[];
}

/** GitHub asks for write even of those who only read an organisation's rulesets; without it nothing can be kept. */
function mayKeep({ permissions }: Installation): boolean {
  const write = (permission: string) => isGranted(permissions, { permission, level: "write" });
  return write("organization_administration") || write("administration");
}

/** The organisation's ruleset; where it cannot be had, each repository's own, or its branch protection. */
async function keep(installation: Installation, ground: Ground, deps: KeepRulesDeps): Promise<void> {
  const { orgId } = installation;
  const kept = await deps.stores.rules.listKept(orgId);
  const ofOrganisation = await keepOfOrganisation(installation, ground, kept.find(isOfOrganisation) ?? null, deps);
  const waiting =
    ofOrganisation === "unavailable"
      ? await keepOfRepositories(
          installation,
          ground,
          kept.filter((one) => !isOfOrganisation(one)),
          deps,
        )
      : ofOrganisation;
  const progress = { wanted: ground.wanted.length, waiting };
  await deps.transact(async (stores) => {
    await stores.rules.saveProgress(orgId, progress);
    if (waiting > 0) {
      const at = new Date(deps.clock().getTime() + AGAIN_MS);
      await stores.jobs.file([{ subject: { kind: "rules", installationId: installation.id }, at }]);
    }
  });
  if (waiting > 0) deps.tellRules({ kind: "progress", org: orgId, ...progress });
}

const isOfOrganisation = ({ repositoryId }: KeptRule) => repositoryId === null;

/** A rule that somebody else keeps asked for our check, and does no longer: an alarm. */
async function recordAndCompare(installation: Installation, first: boolean, deps: KeepRulesDeps): Promise<void> {
  const before = await deps.stores.repositories.listOf(installation.id);
  const report = await recordCoverage(installation, deps);
  if (!report || first) return;
  const required = new Set(before.filter(({ requiresCheck }) => requiresCheck).map(({ id }) => id));
  const lost = report.repositories.filter((one) => !one.required && required.has(one.id));
  const gained = report.repositories.filter((one) => one.required && !required.has(one.id));
  for (const [change, { length: repositories }] of [
    ["not-required", lost],
    ["required", gained],
  ] as const) {
    const told = { org: installation.orgId, change, level: "organisation", rulesetId: null, repositories } as const;
    if (repositories > 0) await deps.transact((stores) => appendRuleChange(stores, told, deps));
  }
}

/** What holds may have changed: which repositories are to require the check is settled anew. */
export function fileRules(
  installationId: InstallationId,
  { transact }: Pick<KeepRulesDeps, "transact">,
): Promise<void> {
  return transact((stores) => stores.jobs.file([{ subject: { kind: "rules", installationId } }]));
}

/** A scope that begins or ends by the calendar changes where the check is to be required, and nobody tells of it. */
async function fileRulesOn(
  day: string | undefined,
  installationId: InstallationId,
  deps: KeepRulesDeps,
): Promise<void> {
  if (day === undefined) return;
  await deps.transact((stores) =>
    stores.jobs.file([{ subject: { kind: "rules", installationId }, at: new Date(day) }]),
  );
}
