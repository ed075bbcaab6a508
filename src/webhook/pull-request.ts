import { z } from "zod";
import { accountId } from "../domain/ids.ts";
import type { FileJob } from "../domain/stores/index.ts";
import type { Describe } from "./payload.ts";
import { RawPull, toAccountName, toPull } from "./payload.ts";

const Payload = z.object({
  pull_request: RawPull.extend({ merge_commit_sha: z.string().nullish() }),
  changes: z.object({ base: z.unknown().optional() }).optional(),
});

/** Actions after which the people on a head, or the rules for it, may be others: a closed one may have shared it. */
const LOOK_AT = new Set(["opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "closed"]);
/** Whose `sender` pushed the head: GitHub authenticated them, and tells it nowhere else. */
const PUSHED = new Set(["opened", "synchronize"]);

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
  const push = PUSHED.has(action) && sender ? { push: { head, pusher: toAccountName(sender) } } : {};
  return { pull, accounts, jobs, ...push };
};

/** What somebody waits for goes before what a sweep found. */
export const FRESH = 10;
