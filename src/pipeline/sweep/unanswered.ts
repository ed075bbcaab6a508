import { DAY_MS } from "../../domain/day.ts";
import type { InstallationId } from "../../domain/ids.ts";
import { FRESH } from "../../domain/priority.ts";
import type { PullRequest } from "../../domain/pull-request.ts";
import type { HeadVerdict } from "../../domain/stores/verdicts.ts";
import { type Subject, subjectKey } from "../../domain/subject.ts";
import type { OpenHead } from "../github-port.ts";
import { backfillJobs } from "./backfill.ts";
import type { SweepDeps } from "./sweep.ts";

type GroupSubject = Extract<Subject, { kind: "group" }>;

/** Files every open head and merge group that has not its right verdict, and answers how many. What GitHub listed is kept. */
export async function fileUnanswered(
  id: InstallationId,
  { open, held, at }: { open: readonly OpenHead[]; held: readonly PullRequest[]; at: Date },
  deps: SweepDeps,
): Promise<number> {
  const authors = open.flatMap(({ pull }) => pull.author ?? []);
  const known = await deps.stores.verdicts.listOpen(id);
  const verdicts = new Map(known.map((verdict) => [subjectKey({ kind: "head", ...verdict }), verdict]));
  const isKnown = knownAmong(held);
  const wanting = open.filter(
    (head) => !isKnown(head.pull) || !isAnswered(head, verdicts.get(keyOf(head)) ?? null, at),
  );
  const groups = await groupsWithoutVerdict(open, deps);
  await deps.transact(async (stores) => {
    if (authors.length > 0) await stores.people.ensure(authors, at);
    await stores.pulls.observeAll(
      open.map(({ pull }) => pull),
      { read: true },
    );
    for (const head of wanting) {
      const verdict = verdicts.get(keyOf(head));
      // Our list may be older than our notes by now, so the look itself asks GitHub what it shows.
      if (verdict && !isShown(head, verdict))
        await stores.verdicts.save(verdict, { creatingAt: at, shownSha256: null });
    }
    await stores.jobs.file([
      ...groups.map((subject) => ({ subject, priority: FRESH })),
      ...backfillJobs(newestFirst(wanting)),
    ]);
  });
  return wanting.length + groups.length;
}

function newestFirst(heads: readonly OpenHead[]): readonly PullRequest[] {
  return heads.map(({ pull }) => pull).toSorted((a, b) => b.githubUpdatedAt.getTime() - a.githubUpdatedAt.getTime());
}

/** A merge queue waits for the check on its groups, and throws people out when it does not come. */
async function groupsWithoutVerdict(
  open: readonly OpenHead[],
  { stores }: SweepDeps,
): Promise<readonly GroupSubject[]> {
  const found: GroupSubject[] = [];
  for (const { pull, groupSha } of open) {
    if (groupSha === null) continue;
    const group = { kind: "group", repositoryId: pull.repositoryId, headSha: groupSha, baseRef: pull.baseRef } as const;
    const verdict = await stores.verdicts.find(group);
    if (!verdict?.evaluatedAt || verdict.creatingAt || verdict.rerunAt) found.push(group);
  }
  return found;
}

const keyOf = ({ pull }: Pick<OpenHead, "pull">) =>
  subjectKey({ kind: "head", repositoryId: pull.repositoryId, headSha: pull.headSha });

/**
 * A pull request that joined a head, or turned to another base, without a word: its verdict is not about that. Nor is it
 * where anything happened to a bot's of which nobody told: it may have been approved.
 */
function knownAmong(held: readonly PullRequest[]): (pull: PullRequest) => boolean {
  const known = new Set(held.map(placeOf));
  return (pull) => known.has(placeOf(pull));
}

function placeOf({ repositoryId, number, headSha, baseRef, author, githubUpdatedAt }: PullRequest): string {
  const touched = author?.type === "User" ? "" : githubUpdatedAt.getTime();
  return [repositoryId, number, headSha, baseRef, touched].join(":");
}

/** Right is: evaluated within a day, since what no delivery told may have changed it, not due again, and GitHub shows the run that we wrote (none where we wrote none). */
function isAnswered(head: OpenHead, verdict: HeadVerdict | null, at: Date): boolean {
  if (!verdict?.evaluatedAt || verdict.rerunAt || verdict.creatingAt) return false;
  if (at.getTime() - verdict.evaluatedAt.getTime() >= DAY_MS) return false;
  if (verdict.changesAt && verdict.changesAt <= at) return false;
  return isShown(head, verdict);
}

function isShown({ run }: OpenHead, { checkRunId, conclusion, decisionId }: HeadVerdict): boolean {
  if (run === null || checkRunId === null) return run === null && checkRunId === null;
  return run.conclusion === conclusion && run.externalId === decisionId;
}
