import { z } from "zod";
import { FRESH } from "../domain/priority.ts";
import type { Describe } from "./payload.ts";

const Payload = z.object({
  issue: z.object({ number: z.int(), pull_request: z.unknown().optional() }),
  comment: z.object({ id: z.int(), body: z.string().nullish() }),
});

/** On a line of its own. No `\s`, which spans lines: on a page of line breaks each would be tried with all that follow. */
const COMMAND = /^[ \t]*\/training[ \t]+recheck[ \t\r]*$/im;

/** `/training recheck` on a pull request, from people only: a bot that quotes the command must not start a loop. */
export const describeComment: Describe = ({ payload, envelope, repository }) => {
  if (envelope.action !== "created" || !repository || envelope.sender?.type === "Bot") return {};
  const parsed = Payload.safeParse(payload);
  if (!parsed.success || parsed.data.issue.pull_request === undefined) return {};
  const { issue, comment } = parsed.data;
  if (!COMMAND.test(comment.body ?? "")) return {};
  const subject = {
    kind: "recheck" as const,
    repositoryId: repository.id,
    number: issue.number,
    commentId: comment.id,
  };
  return { jobs: [{ subject, priority: FRESH }] };
};
