import type { InstallationId } from "../domain/ids.ts";
import type { PullRequest } from "../domain/pull-request.ts";
import type { HeadVerdict } from "../domain/stores/verdicts.ts";
import { subjectKey } from "../domain/subject.ts";
import type { OpenHead } from "./github-port.ts";
import type { SweepDeps } from "./sweep.ts";

const DAY_MS = 86_400_000;

/** Files every open head that has not its right verdict, and answers how many. What GitHub listed is kept. */
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
    await stores.jobs.file(
      wanting.map(({ pull }) => ({
        subject: { kind: "head", repositoryId: pull.repositoryId, headSha: pull.headSha },
      })),
    );
  });
  return wanting.length;
}

const keyOf = ({ pull }: Pick<OpenHead, "pull">) =>
  subjectKey({ kind: "head", repositoryId: pull.repositoryId, headSha: pull.headSha });

/** A pull request that joined a head, or turned to another base, without a word: its verdict is not about that. */
function knownAmong(held: readonly PullRequest[]): (pull: PullRequest) => boolean {
  const known = new Set(held.map(placeOf));
  return (pull) => known.has(placeOf(pull));
}

function placeOf({ repositoryId, number, headSha, baseRef }: PullRequest): string {
  return [repositoryId, number, headSha, baseRef].join(":");
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
