import { associationOf } from "../access.ts";
import { fullName, repositoryById, userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { Comment, Reaction } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { simpleUser } from "./account.ts";

export const REACTIONS = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"] as const;

export function rollup(url: string, reactions: readonly Reaction[]) {
  const counts = REACTIONS.map((content) => [content, reactions.filter((one) => one.content === content).length]);
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) };
}

export function commentShape(world: World, comment: Comment) {
  const repository = repositoryById(world.state, comment.repositoryId);
  const name = fullName(world.state, repository);
  const url = apiUrl(world, `/repos/${name}/issues/comments/${comment.id}`);
  return {
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    url,
    html_url: htmlUrl(world, `/${name}/pull/${comment.number}#issuecomment-${comment.id}`),
    issue_url: apiUrl(world, `/repos/${name}/issues/${comment.number}`),
    user: simpleUser(world, userById(world.state, comment.userId)),
    created_at: comment.createdAt.toISOString(),
    updated_at: comment.createdAt.toISOString(),
    body: comment.body,
    author_association: associationOf(world.state, repository, comment.userId),
    performed_via_github_app: null,
    reactions: rollup(url, comment.reactions),
  };
}

export function reactionShape(world: World, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: nodeId("Reaction", reaction.id),
    user: simpleUser(world, userById(world.state, reaction.userId)),
    content: reaction.content,
    created_at: reaction.createdAt.toISOString(),
  };
}
