import type { Comment, PullRequest, State } from "./state.ts";

export function addComment(state: State, pull: PullRequest, userId: number, body: string): Comment {
  const comment: Comment = {
    id: state.nextId("comment"),
    repositoryId: pull.repositoryId,
    number: pull.number,
    userId,
    body,
    createdAt: state.clock(),
    reactions: [],
  };
  state.comments.set(comment.id, comment);
  pull.updatedAt = comment.createdAt;
  return comment;
}
