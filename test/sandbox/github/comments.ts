import type { Comment, Issue, PullRequest, State } from "./state.ts";

/** On a pull request, or on an issue. */
export function addComment(state: State, target: PullRequest | Issue, userId: number, body: string): Comment {
  const comment: Comment = {
    id: state.nextId("comment"),
    repositoryId: target.repositoryId,
    number: target.number,
    userId,
    body,
    createdAt: state.clock(),
    reactions: [],
  };
  state.comments.set(comment.id, comment);
  if ("updatedAt" in target) target.updatedAt = comment.createdAt;
  return comment;
}
