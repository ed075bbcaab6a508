import { z } from "zod";
import type { RepositoryId } from "../domain/ids.ts";
import { FRESH } from "../domain/priority.ts";
import type { CheckSubject } from "../domain/subject.ts";
import type { Describe } from "./payload.ts";

const Payload = z.object({ merge_group: z.object({ head_sha: z.string(), base_ref: z.string() }) });

/**
 * A merge queue asks for its checks on the commit of a group. Which pull requests are in it is read from the queue when
 * the job runs. A group that was `destroyed` has nothing that a check could be shown on.
 */
export const describeMergeGroup: Describe = ({ payload, envelope, repository }) => {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success || !repository || envelope.action !== "checks_requested") return {};
  const { head_sha: headSha, base_ref: ref } = parsed.data.merge_group;
  const baseRef = ref.replace(/^refs\/heads\//, "");
  return { jobs: [{ subject: { kind: "group", repositoryId: repository.id, headSha, baseRef }, priority: FRESH }] };
};

/** https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#triggering-merge-group-checks-with-other-ci-providers */
const GROUP_BRANCH = /^gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]{40}$/;

/** What a check on this commit is about: a merge queue keeps the commits of its groups on branches of their own. */
export function subjectOn(repositoryId: RepositoryId, headSha: string, branch: string | null): CheckSubject {
  const baseRef = GROUP_BRANCH.exec(branch ?? "")?.[1];
  return baseRef === undefined
    ? { kind: "head", repositoryId, headSha }
    : { kind: "group", repositoryId, headSha, baseRef };
}
