import type { Clock } from "../../domain/clock.ts";
import { FRESH } from "../../domain/priority.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Subject } from "../../domain/subject.ts";
import type { CommentWriter, HeadReader } from "../github-port.ts";

/** `/training recheck`: looks up the pull request's head now, files it, and shows with a reaction that it was heard. */
export async function recheck(
  { repositoryId, number, commentId }: Extract<Subject, { kind: "recheck" }>,
  deps: { stores: OutsideStores; transact: Transact; heads: HeadReader; comments: CommentWriter; clock: Clock },
): Promise<void> {
  const repository = await deps.stores.repositories.find(repositoryId);
  if (!repository) return;
  const at = deps.clock();
  const pull = await deps.heads.readPullRequest(repository, number);
  if (!pull) return;
  await deps.transact(async (stores) => {
    if (pull.author) await stores.people.ensure([pull.author], at);
    await stores.pulls.observe(pull, { read: true, at });
    await stores.jobs.file([{ subject: { kind: "head", repositoryId, headSha: pull.headSha }, priority: FRESH }]);
  });
  await deps.comments.react(repositoryId, commentId, "eyes");
}
