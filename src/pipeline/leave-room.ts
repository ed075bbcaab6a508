import { GitHubUnavailableError } from "../domain/errors.ts";
import type { InstallationId } from "../domain/ids.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { type Subject, subjectKey } from "../domain/subject.ts";

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

/** More are forgotten: then what they waited counts as tries. */
const MOST_REMEMBERED = 50_000;

/** Whether a look may begin. Tells how often it was truly tried before: `tries` without those that had to wait. */
export type LeaveRoom = (subject: Subject, priority: number, tries: number) => Promise<number>;

/**
 * Of thousands of heads that wait since a repository or a policy is new, none takes the last requests of the hour:
 * without them nobody's push would be answered before GitHub's limit begins anew, and its check may be required.
 * Throws `GitHubUnavailableError`, so that the queue tries again, while only what is kept is left. The queue counts
 * that as a try: after an hour of it the first hiccup of GitHub would be shown as a failure on each of these heads.
 */
export function createRoom({ stores, budgets }: LeaveRoomDeps): LeaveRoom {
  const lastWaited = new Map<string, number>();
  return async (subject, priority, tries) => {
    if (subject.kind !== "head") return tries;
    const key = subjectKey(subject);
    const short = priority < 0 ? budgets().filter(({ remaining, limit }) => remaining < KEPT_SHARE * limit) : [];
    const repository = short.length > 0 ? await stores.repositories.find(subject.repositoryId) : null;
    const found = short.find(({ installation }) => installation === repository?.installationId);
    if (found) {
      if (lastWaited.size >= MOST_REMEMBERED) lastWaited.clear();
      lastWaited.set(key, tries);
      throw new GitHubUnavailableError({ keptForFresh: found.remaining, nextHourAt: found.resetAt.toISOString() });
    }
    const waited = lastWaited.get(key);
    // A job of another day begins to count anew.
    if (waited === undefined || waited >= tries) {
      lastWaited.delete(key);
      return tries;
    }
    return tries - waited - 1;
  };
}
