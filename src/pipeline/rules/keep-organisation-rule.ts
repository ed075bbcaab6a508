import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { KeptRule } from "../../domain/stores/coverage.ts";
import { reportOnce } from "../deliveries/first-report.ts";
import { followChanged } from "../deliveries/store-delivery.ts";
import type { Ground, KeepRulesDeps } from "./keep-rules.ts";
import { answeredAtGitHub, answeredByUs } from "./ready-to-require.ts";
import { appendRuleChange, type RuleChange } from "./rule-entries.ts";
import type { FoundRuleset } from "./rule-keeper-port.ts";

const GROWS_EVERY_MS = 5_000;

/**
 * Keeps one ruleset of the organisation. Answers how many repositories wait for verdicts before they can be required, or
 * `unavailable` where GitHub gives no such ruleset. One that is disabled is left so: somebody paused the gate.
 */
export async function keepOfOrganisation(
  installation: Installation,
  { wanted }: Ground,
  kept: KeptRule | null,
  deps: KeepRulesDeps,
): Promise<number | "unavailable"> {
  const found = await deps.keeper.findOfOrganisation(installation);
  if (found === "unavailable") return "unavailable";
  const now = found === "none" ? null : found;
  await noteWhatOthersDid(installation, { now, kept }, deps);
  if (now && !now.enforced) return 0;

  const ids = new Set(wanted.map(({ id }) => id));
  const stay = (now?.targets ?? []).filter((id) => ids.has(id));
  const lacking = wanted.filter(({ id }) => !stay.includes(id));
  const ready = await answeredByUs(installation, lacking, deps.stores);
  const isLarger = now?.intact === true && stay.length === now.targets.length;
  // GitHub tells us of our own writes too: each look that this causes would find some more to add.
  const isFresh = kept !== null && deps.clock().getTime() - kept.writtenAt.getTime() < GROWS_EVERY_MS;
  if (isLarger && (ready.length === 0 || isFresh)) return lacking.length;
  const targets = await write(installation, { now, stay, ready, wanted }, deps);
  return targets === "unavailable" ? targets : wanted.length - targets.length;
}

interface Seen {
  readonly now: FoundRuleset | null;
  readonly kept: KeptRule | null;
}

/** Between two looks only we should have written it. */
async function noteWhatOthersDid(installation: Installation, { now, kept }: Seen, deps: KeepRulesDeps): Promise<void> {
  if (!kept) return;
  const change = changeOf(now, kept);
  if (!change) return;
  const at = deps.clock();
  const pausedAt = change === "disabled" ? at : change === "enabled" ? null : kept.pausedAt;
  const { orgId: org } = installation;
  await deps.transact(async (stores) => {
    await stores.rules.saveKept(org, { ...kept, pausedAt });
    const told: RuleChange = {
      ...{ org, change, level: "organisation" },
      rulesetId: now?.id ?? kept.rulesetId,
      repositories: kept.targets.length,
    };
    await appendRuleChange(stores, told, deps);
  });
}

function changeOf(now: FoundRuleset | null, kept: KeptRule): RuleChange["change"] | null {
  if (now === null) return kept.targets.length > 0 ? "deleted" : null;
  if (!now.enforced) return kept.pausedAt === null ? "disabled" : null;
  if (kept.pausedAt !== null) return "enabled";
  const same = now.intact && now.targets.length === kept.targets.length;
  return same && kept.targets.every((id) => now.targets.includes(id)) ? null : "edited";
}

interface Next {
  readonly now: FoundRuleset | null;
  /** Required already, and still wanted. */
  readonly stay: readonly RepositoryId[];
  /** To be required, and answered as far as we know. */
  readonly ready: readonly Repository[];
  readonly wanted: readonly Repository[];
}

/**
 * Marks before it asks for more, and unmarks after it asks for less: in between a head that the rule asks about is
 * answered in any case. Answers the targets that hold now.
 */
async function write(
  installation: Installation,
  next: Next,
  deps: KeepRulesDeps,
): Promise<readonly RepositoryId[] | "unavailable"> {
  const { now, stay, ready, wanted } = next;
  const id = now?.id ?? null;
  if (stay.length === 0 && ready.length === 0) return removeIfThere(installation, now, deps);
  let targets = stay;
  const choose = async () => {
    targets = [...stay, ...(await answeredAtGitHub(installation, ready, deps.installations))].sort((a, b) => a - b);
    const isSame = now?.intact === true && targets.length === now.targets.length && stay.length === now.targets.length;
    if (targets.length === 0 || isSame) return null;
    await deps.transact(async (stores) => {
      await followChanged(stores, await stores.repositories.markRequired(targets, true));
    });
    return targets;
  };
  let written = await deps.keeper.writeOfOrganisation(installation, id, choose);
  if (!written.ok && written.why === "not-reported" && (await reportOnce(wanted, deps)))
    written = await deps.keeper.writeOfOrganisation(installation, id, choose);
  if (written.ok) return keepRecord(installation, { id: written.id, now, targets, change: "written" }, deps);
  if (written.why === "unavailable") return written.why;
  if (written.why !== "not-now")
    deps.tellRules({ kind: "refused", org: installation.orgId, repositories: targets.length });
  return stay;
}

async function removeIfThere(
  installation: Installation,
  now: FoundRuleset | null,
  deps: KeepRulesDeps,
): Promise<readonly RepositoryId[]> {
  if (now === null) return [];
  await deps.keeper.removeOfOrganisation(installation, now.id);
  return keepRecord(installation, { id: null, now, targets: [], change: "removed" }, deps);
}

interface Done {
  readonly id: number | null;
  readonly now: FoundRuleset | null;
  readonly targets: readonly RepositoryId[];
  readonly change: "written" | "removed";
}

async function keepRecord(
  { orgId: org }: Installation,
  { id, now, targets, change }: Done,
  deps: KeepRulesDeps,
): Promise<readonly RepositoryId[]> {
  const left = (now?.targets ?? []).filter((one) => !targets.includes(one));
  await deps.transact(async (stores) => {
    await followChanged(stores, await stores.repositories.markRequired(left, false));
    const rule = { repositoryId: null, kind: "organisation", rulesetId: id, targets, pausedAt: null } as const;
    await stores.rules.saveKept(org, { ...rule, writtenAt: deps.clock() });
    const told: RuleChange = { org, change, level: "organisation", rulesetId: id, repositories: targets.length };
    await appendRuleChange(stores, told, deps);
  });
  return targets;
}
