import { associationOf } from "../access.ts";
import { fullName, ownerById, repositoryById, userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { PullRequest, Repository } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { simpleUser } from "./account.ts";
import { repositoryShape } from "./repository.ts";

/** A fork may be gone while its pull request is still there. */
function side(world: World, repository: Repository | undefined, ref: string, sha: string) {
  if (!repository) return { label: `unknown:${ref}`, ref, sha, user: null, repo: null };
  const owner = ownerById(world.state, repository.ownerId);
  return {
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: simpleUser(world, owner),
    repo: repositoryShape(world, repository),
  };
}

function links(world: World, name: string, pull: PullRequest) {
  const url = apiUrl(world, `/repos/${name}/pulls/${pull.number}`);
  const html = htmlUrl(world, `/${name}/pull/${pull.number}`);
  const issue = apiUrl(world, `/repos/${name}/issues/${pull.number}`);
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: apiUrl(world, `/repos/${name}/pulls/comments{/number}`),
    comments_url: `${issue}/comments`,
    statuses_url: apiUrl(world, `/repos/${name}/statuses/${pull.headSha}`),
  };
}

/** `pull-request-simple`: as lists answer. */
export function pullSimple(world: World, pull: PullRequest) {
  const repository = repositoryById(world.state, pull.repositoryId);
  const at = links(world, fullName(world.state, repository), pull);
  const href = (url: string) => ({ href: url });
  const assignees = pull.assigneeIds.map((id) => simpleUser(world, userById(world.state, id)));
  return {
    ...at,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: simpleUser(world, userById(world.state, pull.authorId)),
    body: pull.body,
    created_at: pull.createdAt.toISOString(),
    updated_at: pull.updatedAt.toISOString(),
    closed_at: pull.closedAt?.toISOString() ?? null,
    merged_at: pull.mergedAt?.toISOString() ?? null,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    head: side(world, world.state.repositories.get(pull.headRepositoryId), pull.headRef, pull.headSha),
    base: side(world, repository, pull.baseRef, pull.baseSha),
    _links: {
      self: href(at.url),
      html: href(at.html_url),
      issue: href(at.issue_url),
      comments: href(at.comments_url),
      review_comments: href(at.review_comments_url),
      review_comment: href(at.review_comment_url),
      commits: href(at.commits_url),
      statuses: href(at.statuses_url),
    },
    author_association: associationOf(world.state, repository, pull.authorId),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** `pull-request`: as a single read and the webhooks give it. */
export function pullFull(world: World, pull: PullRequest) {
  const { state } = world;
  const comments = [...state.comments.values()].filter(
    (comment) => comment.repositoryId === pull.repositoryId && comment.number === pull.number,
  );
  return {
    ...pullSimple(world, pull),
    merged: pull.mergedAt !== null,
    mergeable: pull.state === "open" ? true : null,
    rebaseable: pull.state === "open" ? true : null,
    mergeable_state: pull.state === "open" ? "clean" : "unknown",
    merged_by: pull.mergedById === null ? null : simpleUser(world, userById(state, pull.mergedById)),
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.commits.length,
    additions: pull.commits.length,
    deletions: 0,
    changed_files: 1,
  };
}

/** How checks name the pull requests of their commit; GitHub leaves out those that come from a fork. */
export function pullsMinimal(world: World, pulls: readonly PullRequest[]) {
  const { state } = world;
  return pulls
    .filter((pull) => pull.headRepositoryId === pull.repositoryId)
    .map((pull) => {
      const { id, name } = repositoryById(state, pull.repositoryId);
      const full = fullName(state, repositoryById(state, pull.repositoryId));
      const repo = { id, name, url: apiUrl(world, `/repos/${full}`) };
      return {
        id: pull.id,
        number: pull.number,
        url: apiUrl(world, `/repos/${full}/pulls/${pull.number}`),
        head: { ref: pull.headRef, sha: pull.headSha, repo },
        base: { ref: pull.baseRef, sha: pull.baseSha, repo },
      };
    });
}
