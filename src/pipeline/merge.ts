import { z } from "zod";
import type { Clock } from "../domain/clock.ts";
import { accountId } from "../domain/ids.ts";
import type { PullRequest } from "../domain/pull-request.ts";
import type { OutsideStores, Stores, Transact } from "../domain/stores/index.ts";
import type { HeadVerdict, StoredDecision } from "../domain/stores/verdicts.ts";
import type { Subject } from "../domain/subject.ts";
import type { Decision } from "../gate/decision.ts";
import { DecisionTree } from "./decision-tree.ts";
import { type DraftOf, type Entries, keyedName, keyOfAuthor } from "./entries.ts";

export interface MergeDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly clock: Clock;
  readonly instanceKey: Uint8Array;
}

type Merge = Extract<Subject, { kind: "merge" }>;

/**
 * Writes `merge.observed` with the verdict that the merge met, and remembers its commits as having passed,
 * so that a later promotion or backport asks nobody again. No request to GitHub. Another pull request with this head is
 * looked at afterwards, never before: its verdict is not the one that the merge met.
 */
export async function recordMerge(merge: Merge, deps: MergeDeps): Promise<void> {
  const repository = await deps.stores.repositories.find(merge.repositoryId);
  const installation = repository && (await deps.stores.installations.find(repository.installationId));
  if (!repository || !installation) return;
  const at = deps.clock();
  await deps.transact(async (stores) => {
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
      decision: { outcome },
      ...(decision ? { decision_id: decision.id, mode: decision.mode as Decision["mode"] } : {}),
      ...(await mergedBy(merge, stores, deps)),
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

/** Outside of the boundary nobody was asked; and what was decided for one base says nothing of what it brings to another. */
function wasLetThrough({ outcome, facts, tree }: StoredDecision, { number, baseRef }: PullRequest): boolean {
  if ((outcome !== "allow" && outcome !== "flag") || facts === null || tree === null) return false;
  const { pullRequests } = RestsOn.parse(facts);
  const isMeant = pullRequests.some((one) => one.number === number && one.baseRef === baseRef);
  return isMeant && DecisionTree.parse(tree).inBoundary;
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
