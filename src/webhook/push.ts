import { z } from "zod";
import type { FileJob } from "../domain/stores/index.ts";
import type { Describe, Event } from "./payload.ts";
import { toAccountName } from "./payload.ts";

const Payload = z.object({
  ref: z.string(),
  after: z.string(),
  deleted: z.boolean().optional(),
  forced: z.boolean().optional(),
  commits: z.array(z.object({ distinct: z.boolean().optional() })).optional(),
});
type Payload = z.infer<typeof Payload>;

/**
 * Who pushed, to whichever branch, and a look at the policy file where it may have changed. The pusher of a branch stays
 * behind it, whoever opens the pull request: a workflow can have a bot do that.
 */
export function createPushDescriber(policy: { repository: string }): Describe {
  return (event) => {
    const parsed = Payload.safeParse(event.payload);
    const { repository, envelope } = event;
    if (!parsed.success || !repository || !parsed.data.ref.startsWith("refs/heads/")) return {};
    const jobs = [...policyJobs(parsed.data, event, policy), ...landingJobs(parsed.data, event)];
    const { sender } = envelope;
    if (!sender || !isNew(parsed.data)) return { jobs };
    const pusher = toAccountName(sender);
    const head = { repositoryId: repository.id, headSha: parsed.data.after };
    return { jobs, accounts: [pusher], push: { head, pusher } };
  };
}

/** A branch that is set to commits which are here already brings nothing. After a force push the list says nothing. */
function isNew({ deleted, forced, commits = [] }: Payload): boolean {
  return deleted !== true && (forced === true || commits.some(({ distinct }) => distinct !== false));
}

/**
 * A push to the default branch of the policy repository. The files that a push lists are not looked at: the list is
 * cut for large pushes and empty after a force push, and reading one file costs one request.
 */
function policyJobs({ ref }: Payload, { repository }: Event, policy: { repository: string }): readonly FileJob[] {
  if (!repository || repository.name.toLowerCase() !== policy.repository.toLowerCase()) return [];
  if (ref !== `refs/heads/${repository.defaultBranch}`) return [];
  return [{ subject: { kind: "policy", installationId: repository.installationId } }];
}

/** So long after a push a merge that brought it has been told, and nothing need be read. */
const MERGE_TOLD_MS = 2 * 60_000;

/** Something came onto the default branch: not through a pull request, or so nobody told in the meantime. */
function landingJobs({ ref, after, deleted }: Payload, { repository, received }: Event): readonly FileJob[] {
  if (!repository || deleted || ref !== `refs/heads/${repository.defaultBranch}`) return [];
  const at = new Date(received.receivedAt.getTime() + MERGE_TOLD_MS);
  return [{ subject: { kind: "landings", repositoryId: repository.id, tip: after }, at }];
}
