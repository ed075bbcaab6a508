import { z } from "zod";
import { accountId } from "../domain/ids.ts";
import type { PullRequest } from "../domain/pull-request.ts";
import type { Stores } from "../domain/stores/index.ts";
import type { HeadVerdict, StoredDecision } from "../domain/stores/verdicts.ts";
import type { Subject } from "../domain/subject.ts";
import type { Decision } from "../gate/decision.ts";
import { DecisionTree } from "./decision-tree.ts";
import { type DraftOf, keyedName, keyOfAuthor } from "./entries.ts";
import { type WatchGateDeps, watchGate } from "./watch-gate.ts";

export interface MergeDeps extends WatchGateDeps {
  readonly instanceKey: Uint8Array;
}

/** What is told later than this may have happened while no server was there to see that the gate was paused. */
const TOLD_LATE_MS = 120_000;

type Merge = Extract<Subject, { kind: "merge" }>;

/**
 * Writes `merge.observed` with the verdict that the merge met, and remembers its commits as having passed,
 * so that a later promotion or backport asks nobody again. No request to GitHub, but for a merge that is
 * told late: then whether the gate was paused is read first. Another pull request with this head is
 * looked at afterwards, never before: its verdict is not the one that the merge met. Once, however often it is told.
 */
export async function recordMerge(merge: Merge, deps: MergeDeps): Promise<void> {
  const repository = await deps.stores.repositories.find(merge.repositoryId);
  const installation = repository && (await deps.stores.installations.find(repository.installationId));
  if (!repository || !installation) return;
  const at = deps.clock();
  const mergedAt = merge.mergedAt === null ? at : new Date(merge.mergedAt);
  if (at.getTime() - mergedAt.getTime() > TOLD_LATE_MS) await watchGate(installation, deps);
  await deps.transact(async (stores) => {
    if (!(await stores.pulls.markMergeObserved(merge.repositoryId, merge.number, at))) return;
    const verdict = await verdictMet(merge, stores);
    const decision = verdict?.decisionId ? await stores.verdicts.findDecision(verdict.decisionId) : null;
    const outcome = (verdict?.outcome as Decision["outcome"] | undefined) ?? "none";
    if (decision) await rememberCommits(merge, decision, stores, at);
    await deps.entries.append<DraftOf<"merge.observed">>(stores, at, {
      type: "merge.observed",
      org: installation.orgId,
      actor: { kind: "github" },
      source: { kind: "webhook" },
      resource: {
        kind: "pull_request",
        id: await pullName(merge, stores, deps.instanceKey),
        repository_id: repository.id,
      },
      decision: { outcome, ...(isByBreakGlass(decision) ? { break_glass: true } : {}) },
      ...(decision ? { decision_id: decision.id, mode: decision.mode as Decision["mode"] } : {}),
      ...(await mergedBy(merge, stores, deps)),
      ...((await stores.pauses.isPaused(installation.orgId, mergedAt)) ? { covered: false as const } : {}),
    });
    const { repositoryId, headSha } = merge;
    await stores.jobs.file([{ subject: { kind: "head", repositoryId, headSha } }]);
  });
}

/**
 * A merge queue merges by the check on its group, whose commit is what then stands on the base. A verdict there is
 * younger than the one that let the head into the queue; without a queue that commit is new, or the head itself.
 */
async function verdictMet(merge: Merge, { verdicts }: Stores): Promise<HeadVerdict | null> {
  const { repositoryId, mergeSha } = merge;
  const group = mergeSha === null ? null : await verdicts.find({ repositoryId, headSha: mergeSha });
  return group?.decisionId ? group : verdicts.find(merge);
}

/** Only commits that were let through count as passed: what was merged past the gate asks again. */
async function rememberCommits(merge: Merge, decision: StoredDecision, stores: Stores, at: Date): Promise<void> {
  const { repositoryId, number } = merge;
  const pull = await stores.pulls.find(repositoryId, number);
  if (!pull || !wasLetThrough(decision, pull)) return;
  const range = await stores.pulls.findRange(merge, pull.baseRef);
  const shas = (range?.commits ?? []).map(({ sha }) => sha);
  await stores.pulls.saveMerged(repositoryId, number, shas, at);
}

const RestsOn = z.object({ pullRequests: z.array(z.object({ number: z.int(), baseRef: z.string() })) });

/**
 * Outside of the boundary nobody was asked; what was decided for one base says nothing of what it brings to another; and
 * break-glass lets one head through once, which is no word for its commits.
 */
function wasLetThrough({ outcome, facts, tree }: StoredDecision, { number, baseRef }: PullRequest): boolean {
  if ((outcome !== "allow" && outcome !== "flag") || facts === null || tree === null) return false;
  const { pullRequests } = RestsOn.parse(facts);
  const isMeant = pullRequests.some((one) => one.number === number && one.baseRef === baseRef);
  const { inBoundary, breakGlass } = DecisionTree.parse(tree);
  return isMeant && inBoundary && !breakGlass;
}

function isByBreakGlass(decision: StoredDecision | null): boolean {
  return decision !== null && decision.tree !== null && DecisionTree.parse(decision.tree).breakGlass !== undefined;
}

async function pullName(merge: Merge, stores: Stores, instanceKey: Uint8Array): Promise<string> {
  const pull = await stores.pulls.find(merge.repositoryId, merge.number);
  const [author] = pull?.author ? await stores.people.findAccounts([pull.author.id]) : [];
  return keyedName(await keyOfAuthor(stores, author?.person ?? null, instanceKey), merge.repositoryId, merge.number);
}

async function mergedBy({ mergedById }: Merge, stores: Stores, deps: MergeDeps) {
  if (mergedById === null) return {};
  const [account] = await stores.people.findAccounts([accountId(mergedById)]);
  return account?.person ? { merged_by: await deps.entries.subjectOf(stores, account.person) } : {};
}
