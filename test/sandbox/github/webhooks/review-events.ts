import { pullOf, repositoryById } from "../find.ts";
import { pullSimple } from "../shapes/pull-request.ts";
import { reviewShape } from "../shapes/review.ts";
import type { Review, User } from "../state.ts";
import type { World } from "../world.ts";
import type { Happening } from "./emit.ts";

/** The pull request stands in it as lists give it, without `merged`. */
export function reviewEvent(
  world: World,
  action: "submitted" | "edited" | "dismissed",
  { review, sender }: { review: Review; sender: User },
): Happening {
  const repository = repositoryById(world.state, review.repositoryId);
  const pull = pullOf(repository, review.number);
  return {
    event: "pull_request_review",
    action,
    accountId: repository.ownerId,
    repository,
    senderId: sender.id,
    payload: () => ({ review: reviewShape(world, review), pull_request: pullSimple(world, pull) }),
  };
}
