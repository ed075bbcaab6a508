import { associationOf } from "../access.ts";
import { fullName, repositoryById, userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { Review } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { simpleUser } from "./account.ts";

/** As a webhook tells it: its state is in small letters there. */
export function reviewShape(world: World, review: Review) {
  const repository = repositoryById(world.state, review.repositoryId);
  const name = fullName(world.state, repository);
  const html = htmlUrl(world, `/${name}/pull/${review.number}#pullrequestreview-${review.id}`);
  const pull = apiUrl(world, `/repos/${name}/pulls/${review.number}`);
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: simpleUser(world, userById(world.state, review.reviewerId)),
    body: review.body,
    commit_id: review.sha,
    submitted_at: review.submittedAt.toISOString(),
    state: review.state.toLowerCase(),
    html_url: html,
    pull_request_url: pull,
    author_association: associationOf(world.state, repository, review.reviewerId),
    _links: { html: { href: html }, pull_request: { href: pull } },
  };
}
