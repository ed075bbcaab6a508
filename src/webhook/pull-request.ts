import { z } from "zod";
import { accountId } from "../domain/ids.ts";
import { FRESH } from "../domain/priority.ts";
import type { FileJob } from "../domain/stores/index.ts";
import type { Describe } from "./payload.ts";
import { RawPull, toAccountName, toPull } from "./payload.ts";

const Payload = z.object({
  pull_request: RawPull.extend({ merge_commit_sha: z.string().nullish() }),
  changes: z.object({ base: z.unknown().optional() }).optional(),
});

/** Actions after which the people on a head, or the rules for it, may be others: a closed one may have shared it. */
const LOOK_AT = new Set(["opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "closed"]);
/**
 * Whose `sender` brought the head: GitHub authenticated them, and tells it nowhere else. Whoever reopens a pull request
 * brings what was pushed while it was closed, of which no `synchronize` tells.
 */
const PUSHED = new Set(["opened", "synchronize", "reopened"]);

export const describePullRequest: Describe = ({ payload, envelope, repository }) => {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success || !repository) return {};
  const { action = "", sender } = envelope;
  const pull = toPull(repository, parsed.data.pull_request);
  const head = { repositoryId: repository.id, headSha: pull.headSha };

  const jobs: FileJob[] = [];
  if (action === "closed" && pull.state === "merged") {
    // Looks at the head too, once the verdict that the merge met is recorded.
    const mergedById = sender ? accountId(sender.id) : null;
    const mergeSha = parsed.data.pull_request.merge_commit_sha ?? null;
    jobs.push({ subject: { kind: "merge", ...head, number: pull.number, mergedById, mergeSha } });
  } else if (LOOK_AT.has(action) || (action === "edited" && parsed.data.changes?.base !== undefined)) {
    jobs.push({ subject: { kind: "head", ...head }, priority: FRESH });
  }
  const accounts = [...(pull.author ? [pull.author] : []), ...(sender ? [toAccountName(sender)] : [])];
  if (!PUSHED.has(action) || !sender) return { pull, accounts, jobs };
  const unlessKnown = action === "reopened";
  return { pull, accounts, jobs, push: { head, pusher: toAccountName(sender), unlessKnown } };
};
