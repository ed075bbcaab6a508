import { z } from "zod";
import { accountId } from "../domain/ids.ts";
import { FRESH } from "../domain/priority.ts";
import type { PullRequest } from "../domain/pull-request.ts";
import type { FileJob } from "../domain/stores/index.ts";
import type { Describe, Envelope } from "./payload.ts";
import { RawPull, toAccountName, toPull } from "./payload.ts";

const Payload = z.object({
  pull_request: RawPull.extend({ merge_commit_sha: z.string().nullish(), merged_at: z.string().nullish() }),
  changes: z.object({ base: z.unknown().optional() }).optional(),
});

/** Actions after which the people on a head, or the rules for it, may be others: a closed one may have shared it. */
const LOOK_AT = new Set(["opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "closed"]);
/**
 * Whose `sender` brought the head: GitHub authenticated them, and tells it nowhere else. Whoever reopens a pull request
 * brings what was pushed while it was closed, of which no `synchronize` tells.
 */
const PUSHED = new Set(["opened", "synchronize", "reopened"]);
/** Who answers for what a bot opened may be somebody else: who was assigned by whom is read when the job runs. */
const ASSIGNED = new Set(["assigned", "unassigned"]);

export const describePullRequest: Describe = ({ payload, envelope, repository }) => {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success || !repository) return {};
  const { action = "", sender } = envelope;
  const pull = toPull(repository, parsed.data.pull_request);
  const described = {
    pull,
    accounts: [...(pull.author ? [pull.author] : []), ...(sender ? [toAccountName(sender)] : [])],
    jobs: jobsOf(parsed.data, pull, envelope),
    ...(ASSIGNED.has(action) ? { backingTold: pull } : {}),
  };
  if (!PUSHED.has(action) || !sender) return described;
  const head = { repositoryId: repository.id, headSha: pull.headSha };
  return { ...described, push: { head, pusher: toAccountName(sender), unlessKnown: action === "reopened" } };
};

function jobsOf(payload: z.infer<typeof Payload>, pull: PullRequest, { action = "", sender }: Envelope): FileJob[] {
  const head = { repositoryId: pull.repositoryId, headSha: pull.headSha };
  if (action === "closed" && pull.state === "merged") {
    // Looks at the head too, once the verdict that the merge met is recorded.
    const mergedById = sender ? accountId(sender.id) : null;
    const mergedAt = payload.pull_request.merged_at ?? null;
    const mergeSha = payload.pull_request.merge_commit_sha ?? null;
    return [{ subject: { kind: "merge", ...head, number: pull.number, mergedById, mergeSha, mergedAt } }];
  }
  const isRetargeted = action === "edited" && payload.changes?.base !== undefined;
  const isNews = LOOK_AT.has(action) || ASSIGNED.has(action) || isRetargeted;
  return isNews ? [{ subject: { kind: "head", ...head }, priority: FRESH }] : [];
}
