import { z } from "zod";
import { accountId, type PersonId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { PullRequest } from "../../domain/pull-request.ts";
import type { Stores, TxStores } from "../../domain/stores/index.ts";
import type { HeadVerdict, StoredDecision } from "../../domain/stores/verdicts.ts";
import type { Subject } from "../../domain/subject.ts";
import { landingResult } from "../../gate/landing-result.ts";
import type { Mode } from "../../policy/order.ts";
import { DecisionTree } from "../decisions/decision-tree.ts";
import { type DraftOf, keyedName, keyOfAuthor } from "../entries.ts";
import { type GateOn, type GateOnDeps, gateOn } from "../landings/gate-on.ts";
import { decisionPart, type Met, metOf } from "../landings/met.ts";
import { type WatchGateDeps, watchGate } from "../rules/watch-gate.ts";

export interface MergeDeps extends WatchGateDeps, Pick<GateOnDeps, "policies"> {
  readonly instanceKey: Uint8Array;
  readonly newId: () => string;
}

/** What is told later than this may have happened while no server was there to see that the gate was paused. */
const TOLD_LATE_MS = 120_000;

type Merge = Extract<Subject, { kind: "merge" }>;

/**
 * Writes `merge.observed` with the verdict that the merge met, and remembers its commits as having passed,
 * so that a later promotion or backport asks nobody again. No request to GitHub, but for a merge that is told late, or
 * that got past the gate: then whether it was paused is read first. Another pull request with this head is
 * looked at afterwards, never before: its verdict is not the one that the merge met. Once, however often it is told.
 */
export async function recordMerge(merge: Merge, deps: MergeDeps): Promise<void> {
  const repository = await deps.stores.repositories.find(merge.repositoryId);
  const installation = repository && (await deps.stores.installations.find(repository.installationId));
  if (!repository || !installation) return;
  const at = deps.clock();
  const mergedAt = merge.mergedAt === null ? at : new Date(merge.mergedAt);
  const met = await metOf(await verdictMet(merge, deps.stores), deps.stores);
  const gate = await gateMet({ repository, installation, mergedAt, met }, deps);
  await deps.transact(async (stores) => {
    if (!(await stores.pulls.markMergeObserved(merge.repositoryId, merge.number, at))) return;
    if (met.decision) await rememberCommits(merge, met.decision, stores, at);
    await write(merge, { repository, installation, mergedAt, gate, met }, stores, deps);
    const { repositoryId, headSha } = merge;
    await stores.jobs.file([{ subject: { kind: "head", repositoryId, headSha } }]);
  });
}

/** Nobody is said to have got past the gate before it is known that it was not paused just then. */
async function gateMet(told: Omit<Told, "gate">, deps: MergeDeps): Promise<GateOn | null> {
  const { repository, installation, mergedAt, met } = told;
  const known = await gateOn(repository, installation, mergedAt, deps);
  const isLate = deps.clock().getTime() - mergedAt.getTime() > TOLD_LATE_MS;
  const isPast = known !== null && landingResult({ ...met, ...known, mode: modeOf(met, known) }) === "bypassed";
  if (!isLate && !isPast) return known;
  await watchGate(installation, deps);
  return gateOn(repository, installation, mergedAt, deps);
}

/** A decision goes by the mode that it was made in. */
function modeOf({ decision }: Met, gate: GateOn): Mode {
  return (decision?.mode as Mode | undefined) ?? gate.mode;
}

interface Told {
  readonly repository: Repository;
  readonly installation: Installation;
  readonly mergedAt: Date;
  /** Null outside of the boundary. */
  readonly gate: GateOn | null;
  readonly met: Met;
}

async function write(merge: Merge, told: Told, stores: TxStores, deps: MergeDeps): Promise<void> {
  const { repository, installation, mergedAt, gate, met } = told;
  const by = await personBehind(merge, stores);
  const mode = gate ? modeOf(met, gate) : (met.decision?.mode as Mode | undefined);
  const paused = gate?.paused ?? (await stores.pauses.isPaused(installation.orgId, mergedAt));
  await deps.entries.append<DraftOf<"merge.observed">>(stores, mergedAt, {
    type: "merge.observed",
    org: installation.orgId,
    actor: { kind: "github" },
    source: { kind: merge.found ? "reconcile" : "webhook" },
    resource: {
      kind: "pull_request",
      id: await pullName(merge, stores, deps.instanceKey),
      repository_id: repository.id,
    },
    ...decisionPart(met),
    ...(mode ? { mode } : {}),
    ...(by ? { merged_by: await deps.entries.subjectOf(stores, by) } : {}),
    ...(paused ? { covered: false as const } : {}),
    ...(await landed(merge, told, by, { stores, newId: deps.newId })),
  });
}

/** Keeps what came onto the default branch, to be compared with GitHub's own record of it. */
async function landed(
  { number, mergeSha }: Merge,
  { repository, installation, mergedAt, gate, met }: Told,
  by: PersonId | null,
  { stores, newId }: { readonly stores: TxStores; readonly newId: () => string },
): Promise<Pick<DraftOf<"merge.observed">, "landing_id" | "result">> {
  const pull = await stores.pulls.find(repository.id, number);
  if (!gate || pull?.baseRef !== repository.defaultBranch) return {};
  const id = newId();
  const result = landingResult({ ...met, ...gate, mode: modeOf(met, gate) });
  const isNew = await stores.landings.add({
    ...{ id, orgId: installation.orgId, repositoryId: repository.id, branch: repository.defaultBranch, number, result },
    ...{ record: null, before: null, after: mergeSha, landedAt: mergedAt, landedBy: by },
  });
  return isNew ? { landing_id: id, result } : {};
}

/**
 * A merge queue merges by the check on its group, whose commit is what then stands on the base. A verdict there is
 * younger than the one that let the head into the queue; without a queue that commit is new, or the head itself.
 */
async function verdictMet(merge: Merge, { verdicts }: Pick<Stores, "verdicts">): Promise<HeadVerdict | null> {
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

async function pullName(merge: Merge, stores: Stores, instanceKey: Uint8Array): Promise<string> {
  const pull = await stores.pulls.find(merge.repositoryId, merge.number);
  const [author] = pull?.author ? await stores.people.findAccounts([pull.author.id]) : [];
  return keyedName(await keyOfAuthor(stores, author?.person ?? null, instanceKey), merge.repositoryId, merge.number);
}

async function personBehind({ mergedById }: Merge, { people }: Stores): Promise<PersonId | null> {
  if (mergedById === null) return null;
  const [account] = await people.findAccounts([accountId(mergedById)]);
  return account?.person ?? null;
}
