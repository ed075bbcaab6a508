import { atLeast, roleOf } from "./access.ts";
import { repositoryById } from "./find.ts";
import type { PullRequest, Review, State } from "./state.ts";

/** The latest of each that is an opinion: a comment is none, and leaves the one before it. */
export function opinionsOn(state: State, pull: PullRequest, writersOnly: boolean): readonly Review[] {
  const opinions = pull.reviews.filter((review) => review.state !== "COMMENTED");
  const latest = [...new Map(opinions.map((review) => [review.reviewerId, review])).values()];
  const repository = repositoryById(state, pull.repositoryId);
  return latest.filter(({ reviewerId }) => {
    const reviewer = state.users.get(reviewerId);
    return !writersOnly || (reviewer !== undefined && atLeast(roleOf(state, repository, reviewer), "write"));
  });
}
