import { z } from "zod";
import { FRESH } from "../domain/priority.ts";
import type { Describe } from "./payload.ts";

const Payload = z.object({
  review: z.object({ state: z.string() }),
  pull_request: z.object({ number: z.int(), head: z.object({ sha: z.string() }) }),
});

/**
 * An opinion that was given, changed or taken back: for what a bot wrote an approval may be asked for. The review itself
 * is read when the job runs. A comment is no opinion. The pull request stands here without its `merged`, and is not kept.
 */
export const describeReview: Describe = ({ payload, repository }) => {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success || !repository || parsed.data.review.state.toLowerCase() === "commented") return {};
  const { number, head } = parsed.data.pull_request;
  const key = { repositoryId: repository.id };
  return {
    jobs: [{ subject: { kind: "head", ...key, headSha: head.sha }, priority: FRESH }],
    backingTold: { ...key, number },
  };
};
