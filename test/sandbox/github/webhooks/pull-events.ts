import { commitOf, fullName, pullOf, repositoryById, userById } from "../find.ts";
import { NO_SHA, noreply } from "../git.ts";
import { simpleUser } from "../shapes/account.ts";
import { commentShape, rollup } from "../shapes/comment.ts";
import { pushedCommit } from "../shapes/commit.ts";
import { pullFull } from "../shapes/pull-request.ts";
import type { Comment, PullRequest, Repository, User } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import type { Happening } from "./emit.ts";

export type PullAction =
  | "opened"
  | "reopened"
  | "synchronize"
  | "edited"
  | "ready_for_review"
  | "assigned"
  | "unassigned"
  | "converted_to_draft"
  | "enqueued"
  | "dequeued"
  | "closed";

/** `extra`: `before` and `after` of a synchronize, `changes` of an edit, `reason` of leaving the merge queue. */
export function pullEvent(
  world: World,
  action: PullAction,
  { pull, sender, extra = {} }: { pull: PullRequest; sender: User; extra?: Readonly<Record<string, unknown>> },
): Happening {
  const repository = repositoryById(world.state, pull.repositoryId);
  return {
    event: "pull_request",
    action,
    accountId: repository.ownerId,
    repository,
    senderId: sender.id,
    payload: () => ({ number: pull.number, pull_request: pullFull(world, pull), ...extra }),
  };
}

export interface Push {
  readonly repository: Repository;
  readonly branch: string;
  readonly before: string;
  readonly after: string;
  readonly forced: boolean;
  /** Oldest first. */
  readonly commits: readonly string[];
  readonly sender: User;
}

/** GitHub lists at most this many commits in one push. */
const COMMITS_LISTED = 2048;

export function pushEvent(world: World, push: Push): Happening {
  const { repository, before, after, sender } = push;
  // Here a branch that holds the tip already tells it well enough; GitHub knows it of each commit.
  const distinct = ![...repository.branches].some(([name, tip]) => name !== push.branch && tip === after);
  const listed = push.commits
    .slice(0, COMMITS_LISTED)
    .map((sha) => pushedCommit(world, repository, commitOf(world.state, sha), distinct));
  const head = world.state.commits.get(after);
  return {
    event: "push",
    action: null,
    accountId: repository.ownerId,
    repository,
    senderId: sender.id,
    payload: () => ({
      ref: `refs/heads/${push.branch}`,
      before,
      after,
      created: before === NO_SHA,
      deleted: after === NO_SHA,
      forced: push.forced,
      base_ref: null,
      compare: htmlUrl(world, `/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`),
      commits: listed,
      head_commit: head ? pushedCommit(world, repository, head, distinct) : null,
      pusher: { name: sender.login, email: noreply(sender) },
    }),
  };
}

export function commentEvent(world: World, action: "created", comment: Comment): Happening {
  const repository = repositoryById(world.state, comment.repositoryId);
  const pull = pullOf(repository, comment.number);
  return {
    event: "issue_comment",
    action,
    accountId: repository.ownerId,
    repository,
    senderId: comment.userId,
    payload: () => ({ issue: issueShape(world, pull), comment: commentShape(world, comment) }),
  };
}

/** A pull request seen as an issue; the `pull_request` key tells it apart from a real one. */
function issueShape(world: World, pull: PullRequest) {
  const shape = pullFull(world, pull);
  const { issue_url: url, html_url, diff_url, patch_url, merged_at } = shape;
  return {
    url,
    repository_url: apiUrl(world, `/repos/${fullName(world.state, repositoryById(world.state, pull.repositoryId))}`),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url,
    id: shape.id,
    node_id: shape.node_id,
    number: shape.number,
    title: shape.title,
    user: simpleUser(world, userById(world.state, pull.authorId)),
    labels: [],
    state: shape.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: shape.comments,
    created_at: shape.created_at,
    updated_at: shape.updated_at,
    closed_at: shape.closed_at,
    author_association: shape.author_association,
    active_lock_reason: null,
    draft: shape.draft,
    pull_request: { url: shape.url, html_url, diff_url, patch_url, merged_at },
    body: shape.body,
    reactions: rollup(url, []),
    performed_via_github_app: null,
    state_reason: null,
  };
}
