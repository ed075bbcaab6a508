import type { Activity, Repository, State } from "./state.ts";

/** Keeps what happened to a branch, as the repository's activity list tells it. */
export function addActivity(state: State, repository: Repository, told: Omit<Activity, "id" | "at">): void {
  repository.activities.push({ ...told, id: state.nextId("activity"), at: state.clock() });
}

/** What GitHub itself counts as brought to the default branch: merges, merges of a queue, pushes and force pushes. */
export function landingsOf({ activities, defaultBranch }: Repository): readonly Activity[] {
  return activities.filter(
    ({ branch, kind }) => branch === defaultBranch && kind !== "branch_creation" && kind !== "branch_deletion",
  );
}
