import { GitHubUnavailableError } from "../domain/errors.ts";
import type { InstallationId } from "../domain/ids.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { Subject } from "../domain/subject.ts";

/** What is left of one of GitHub's limits until it begins anew. */
export interface RequestBudget {
  readonly installation: InstallationId;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Date;
}

export interface LeaveRoomDeps {
  readonly stores: Pick<OutsideStores, "repositories">;
  /** What GitHub last said, without what has begun anew since. */
  readonly budgets: () => readonly RequestBudget[];
}

/** So much of an hour is kept for what somebody waits for: heads that were found at once may wait for the next hour. */
const KEPT_SHARE = 0.2;

/**
 * Of thousands of heads that wait since a repository or a policy is new, none takes the last requests of the hour:
 * without them nobody's push would be answered before GitHub's limit begins anew, and its check may be required.
 * Throws `GitHubUnavailableError`, so that the queue tries again, while only what is kept is left.
 */
export async function leaveRoom(subject: Subject, priority: number, deps: LeaveRoomDeps): Promise<void> {
  if (priority >= 0 || subject.kind !== "head") return;
  const short = deps.budgets().filter(({ remaining, limit }) => remaining < KEPT_SHARE * limit);
  if (short.length === 0) return;
  const repository = await deps.stores.repositories.find(subject.repositoryId);
  const found = short.find(({ installation }) => installation === repository?.installationId);
  if (found)
    throw new GitHubUnavailableError({ keptForFresh: found.remaining, nextHourAt: found.resetAt.toISOString() });
}
