import { z } from "zod";
import type { Describe } from "./payload.ts";

const Payload = z.object({ ref: z.string() });

/**
 * A push to the default branch of the policy repository. The files that a push lists are not looked at: the list is
 * cut for large pushes and empty after a force push, and reading one file costs one request.
 */
export function createPushDescriber(policy: { repository: string }): Describe {
  return ({ payload, repository }) => {
    const parsed = Payload.safeParse(payload);
    if (!parsed.success || repository?.name.toLowerCase() !== policy.repository.toLowerCase()) return {};
    if (parsed.data.ref !== `refs/heads/${repository.defaultBranch}`) return {};
    return { jobs: [{ subject: { kind: "policy", installationId: repository.installationId } }] };
  };
}
