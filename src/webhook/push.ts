import { z } from "zod";
import type { Describe } from "./payload.ts";

const Commit = z.object({
  added: z.array(z.string()).optional(),
  modified: z.array(z.string()).optional(),
  removed: z.array(z.string()).optional(),
});
const Payload = z.object({
  ref: z.string(),
  forced: z.boolean().optional(),
  commits: z.array(Commit).max(2048).optional(),
});

/** GitHub lists at most so many commits of a push; beyond that the list says nothing of what changed. */
const LISTED = 2048;

/** A push to the default branch of the policy repository that touches the file, or may do so. */
export function createPushDescriber(policy: { repository: string; path: string }): Describe {
  return ({ payload, repository }) => {
    const parsed = Payload.safeParse(payload);
    if (!parsed.success || repository?.name !== policy.repository) return {};
    if (parsed.data.ref !== `refs/heads/${repository.defaultBranch}`) return {};
    const { commits = [], forced } = parsed.data;
    const touched = commits.some(({ added = [], modified = [], removed = [] }) =>
      [...added, ...modified, ...removed].includes(policy.path),
    );
    if (!touched && !forced && commits.length > 0 && commits.length < LISTED) return {};
    return { jobs: [{ subject: { kind: "policy", installationId: repository.installationId } }] };
  };
}
