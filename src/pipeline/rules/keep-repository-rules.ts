import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { KeptRule } from "../../domain/stores/coverage.ts";
import { reportOnce } from "../deliveries/first-report.ts";
import { followChanged } from "../deliveries/store-delivery.ts";
import type { Ground, KeepRulesDeps } from "./keep-rules.ts";
import { answeredAtGitHub, answeredByUs } from "./ready-to-require.ts";
import { appendRuleChange, type RuleChange } from "./rule-entries.ts";
import type { Refusal, Written } from "./rule-keeper-port.ts";

/**
 * Keeps a ruleset in each repository, or the check in its branch protection where GitHub gives no rulesets. Each is
 * stored as it is done, so that a look that breaks off goes on where it stood. Answers how many repositories wait.
 */
export async function keepOfRepositories(
  installation: Installation,
  { repositories, wanted }: Ground,
  kept: readonly KeptRule[],
  deps: KeepRulesDeps,
): Promise<number> {
  const known = new Map(kept.map((rule) => [rule.repositoryId, rule]));
  const ids = new Set(wanted.map(({ id }) => id));
  for (const repository of repositories) {
    const rule = known.get(repository.id);
    if (rule && !ids.has(repository.id)) await release(installation, repository, rule, deps);
    if (rule && ids.has(repository.id)) await watch(installation, repository, rule, deps);
  }
  const lacking = wanted.filter(({ id }) => !known.has(id));
  const ready = await answeredByUs(installation, lacking, deps.stores);
  let refused = 0;
  let later = 0;
  for (const repository of ready) {
    const why = await require(installation, repository, deps);
    if (why === "not-now") later += 1;
    else if (why !== null) refused += 1;
  }
  if (refused > 0) deps.tellRules({ kind: "refused", org: installation.orgId, repositories: refused });
  return lacking.length - ready.length + later;
}

/** Marked before the rule asks for it: see `keep-organisation-rule.ts`. Null: it is required now. */
async function require(
  installation: Installation,
  repository: Repository,
  deps: KeepRulesDeps,
): Promise<Refusal | null> {
  const isAnswered = async () => {
    const [answered] = await answeredAtGitHub(installation, [repository], deps.installations);
    if (answered === undefined) return false;
    await deps.transact(async (stores) => {
      await followChanged(stores, await stores.repositories.markRequired([repository.id], true));
    });
    return true;
  };
  const { kind, written } = await writeStrongest(repository, isAnswered, deps);
  if (!written.ok) {
    await deps.transact((stores) => stores.repositories.markRequired([repository.id], false));
    return written.why;
  }
  await save(installation, repository.id, { kind, rulesetId: written.id, change: "written" }, deps);
  return null;
}

type Strongest = { readonly kind: "repository" | "protection"; readonly written: Written };

async function writeStrongest(
  repository: Repository,
  isAnswered: () => Promise<boolean>,
  deps: KeepRulesDeps,
): Promise<Strongest> {
  const found = await deps.keeper.findOfRepository(repository);
  if (found !== "unavailable") {
    const id = found === "none" ? null : found.id;
    const write = () => deps.keeper.writeOfRepository(repository, id, isAnswered);
    const written = await write();
    const isNew = !written.ok && written.why === "not-reported" && (await reportOnce([repository], deps));
    const last = isNew ? await write() : written;
    if (last.ok || last.why !== "unavailable") return { kind: "repository", written: last };
  }
  if (!(await isAnswered())) return { kind: "protection", written: { ok: false, why: "not-now" } };
  return { kind: "protection", written: await deps.keeper.protect(repository) };
}

/** Somebody deleted it: it is made anew. Somebody disabled it: it is left so, and noted once. */
async function watch(
  installation: Installation,
  repository: Repository,
  rule: KeptRule,
  deps: KeepRulesDeps,
): Promise<void> {
  if (rule.kind === "protection") {
    const written = await deps.keeper.protect(repository);
    if (!written.ok) deps.tellRules({ kind: "refused", org: installation.orgId, repositories: 1 });
    return;
  }
  const found = await deps.keeper.findOfRepository(repository);
  if (found === "unavailable") return;
  const change = changeOf(found, rule);
  if (!change) return;
  const pausedAt = change === "disabled" ? deps.clock() : null;
  await deps.transact(async (stores) => {
    await stores.rules.saveKept(installation.orgId, { ...rule, pausedAt });
    const told = { org: installation.orgId, change, level: "repository", rulesetId: rule.rulesetId } as const;
    await appendRuleChange(stores, { ...told, repositories: 1 }, deps);
  });
  if (change === "deleted" || change === "edited") await require(installation, repository, deps);
}

function changeOf(
  found: Awaited<ReturnType<KeepRulesDeps["keeper"]["findOfRepository"]>>,
  { pausedAt }: KeptRule,
): RuleChange["change"] | null {
  if (found === "none") return "deleted";
  if (found === "unavailable") return null;
  if (!found.enforced) return pausedAt === null ? "disabled" : null;
  if (pausedAt !== null) return "enabled";
  return found.intact ? null : "edited";
}

async function release(
  installation: Installation,
  repository: Repository,
  rule: KeptRule,
  deps: KeepRulesDeps,
): Promise<void> {
  if (rule.kind === "protection") await deps.keeper.unprotect(repository);
  else if (rule.rulesetId !== null) await deps.keeper.removeOfRepository(repository, rule.rulesetId);
  await deps.transact(async (stores) => {
    await stores.rules.dropKept(installation.orgId, repository.id);
    await followChanged(stores, await stores.repositories.markRequired([repository.id], false));
    const told = { org: installation.orgId, change: "removed", level: rule.kind, rulesetId: rule.rulesetId } as const;
    await appendRuleChange(stores, { ...told, repositories: 1 }, deps);
  });
}

async function save(
  { orgId: org }: Installation,
  repositoryId: RepositoryId,
  done: { readonly kind: KeptRule["kind"]; readonly rulesetId: number | null; readonly change: "written" },
  deps: KeepRulesDeps,
): Promise<void> {
  const { kind, rulesetId, change } = done;
  const rule = { repositoryId, kind, rulesetId, targets: [repositoryId], pausedAt: null };
  await deps.transact(async (stores) => {
    await stores.rules.saveKept(org, { ...rule, writtenAt: deps.clock() });
    await appendRuleChange(stores, { org, change, level: kind, rulesetId, repositories: 1 }, deps);
  });
}
