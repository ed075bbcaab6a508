import { associationOf } from "../access.ts";
import { commitOf, fullName, repositoryById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import { opinionsOn } from "../reviews.ts";
import type { Assignment, Commit, PullRequest, Review } from "../state.ts";
import { htmlUrl } from "../world.ts";
import { actorOf } from "./accounts.ts";
import { rollupOf } from "./commits.ts";
import { connect } from "./connections.ts";
import { type Args, type Context, fields, int32, problem, requireNeed, visible } from "./context.ts";
import { changedFiles } from "./files.ts";
import { queueEntryOf } from "./merge-queues.ts";

export interface PullCommitSource {
  readonly pull: PullRequest;
  readonly commit: Commit;
}

export const pullFields = fields<PullRequest>({
  id: ({ id }) => nodeId("PullRequest", id),
  databaseId: ({ id }) => int32(id),
  fullDatabaseId: ({ id }) => String(id),
  number: ({ number }) => number,
  title: ({ title }) => title,
  body: ({ body }) => body ?? "",
  url: (pull, _, { world }) => {
    const repository = repositoryById(world.state, pull.repositoryId);
    return htmlUrl(world, `/${fullName(world.state, repository)}/pull/${pull.number}`);
  },
  state: ({ mergedAt, state }) => (mergedAt ? "MERGED" : state.toUpperCase()),
  closed: ({ state }) => state === "closed",
  isDraft: ({ draft }) => draft,
  merged: ({ mergedAt }) => mergedAt !== null,
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  updatedAt: ({ updatedAt }) => updatedAt.toISOString(),
  closedAt: ({ closedAt }) => closedAt?.toISOString() ?? null,
  mergedAt: ({ mergedAt }) => mergedAt?.toISOString() ?? null,
  mergedBy: ({ mergedById }, _, { world }) =>
    mergedById === null ? null : (world.state.users.get(mergedById) ?? null),
  mergeCommit: (pull, _, { world }) => {
    if (pull.mergeCommitSha === null) return null;
    return {
      commit: commitOf(world.state, pull.mergeCommitSha),
      repository: repositoryById(world.state, pull.repositoryId),
    };
  },
  headRefName: ({ headRef }) => headRef,
  headRefOid: ({ headSha }) => headSha,
  headRepository: ({ headRepositoryId }, _, { world }) => world.state.repositories.get(headRepositoryId) ?? null,
  isCrossRepository: ({ headRepositoryId, repositoryId }) => headRepositoryId !== repositoryId,
  baseRefName: ({ baseRef }) => baseRef,
  baseRefOid: ({ baseSha }) => baseSha,
  baseRepository: ({ repositoryId }, _, context) => visible(context.world.state, context, repositoryId),
  repository: ({ repositoryId }, _, { world }) => repositoryById(world.state, repositoryId),
  author: ({ authorId }, _, { world }) => actorOf(world.state, authorId),
  authorAssociation: (pull, _, { world }) =>
    associationOf(world.state, repositoryById(world.state, pull.repositoryId), pull.authorId),
  assignees: ({ assigneeIds }, args, { world }) => connect(args, assigneeIds, (id) => actorOf(world.state, id)),
  timelineItems: ({ assignments }, args) => {
    if (String(args.itemTypes) !== "ASSIGNED_EVENT") throw problem("FORBIDDEN", "The stand-in has assignments only.");
    return connect(args, assignments, (assignment) => assignment);
  },
  latestOpinionatedReviews: (pull, args, { world }) =>
    connect(args, opinionsOn(world.state, pull, args.writersOnly === true), (review) => review),
  commits: (pull, args, { world }) =>
    connect(args, pull.commits, (sha): PullCommitSource => ({ pull, commit: commitOf(world.state, sha) })),
  changedFiles: (pull, _, { world }) => changedFiles(world.state, pull).length,
  files: (pull, args, { world }) => connect(args, changedFiles(world.state, pull), (file) => file),
  statusCheckRollup: (pull, args, context) => rollupOf(headOf(pull, context), args, context),
  mergeQueueEntry: (pull, _, context) => {
    requireNeed(context, "merge_queues:read");
    return queueEntryOf(repositoryById(context.world.state, pull.repositoryId), pull);
  },
});

function headOf(pull: PullRequest, { world: { state } }: Context) {
  return { commit: commitOf(state, pull.headSha), repository: repositoryById(state, pull.repositoryId) };
}

export const pullCommitFields = fields<PullCommitSource>({
  id: ({ pull, commit }) => nodeId("PullRequestCommit", `${pull.id}:${commit.sha}`),
  commit: ({ pull, commit }, _, { world }) => ({ commit, repository: repositoryById(world.state, pull.repositoryId) }),
  pullRequest: ({ pull }) => pull,
});

interface PullFilter {
  readonly states?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" } | null;
}

/** `Repository.pullRequests`: oldest first unless asked otherwise. */
export function chosenPulls(pulls: Iterable<PullRequest>, args: Args): PullRequest[] {
  const { states, baseRefName, headRefName, orderBy } = args as PullFilter;
  const stateOf = (pull: PullRequest) => (pull.mergedAt ? "MERGED" : pull.state.toUpperCase());
  const chosen = [...pulls].filter(
    (pull) =>
      (states == null || states.includes(stateOf(pull))) &&
      (baseRefName == null || pull.baseRef === baseRefName) &&
      (headRefName == null || pull.headRef === headRefName),
  );
  const time = (pull: PullRequest) => (orderBy?.field === "UPDATED_AT" ? pull.updatedAt : pull.createdAt).getTime();
  const sign = orderBy?.direction === "DESC" ? -1 : 1;
  return chosen.sort((a, b) => sign * (time(a) - time(b) || a.number - b.number));
}

export const assignedFields = fields<Assignment>({
  id: ({ assigneeId, at }) => nodeId("AssignedEvent", `${assigneeId}:${at.getTime()}`),
  actor: ({ actorId }, _, { world }) => actorOf(world.state, actorId),
  assignee: ({ assigneeId }, _, { world }) => actorOf(world.state, assigneeId),
  createdAt: ({ at }) => at.toISOString(),
});

export const reviewFields = fields<Review>({
  id: ({ id }) => nodeId("PullRequestReview", id),
  state: ({ state }) => state,
  author: ({ reviewerId }, _, { world }) => actorOf(world.state, reviewerId),
  submittedAt: ({ submittedAt }) => submittedAt.toISOString(),
  commit: ({ sha, repositoryId }, _, { world }) => ({
    commit: commitOf(world.state, sha),
    repository: repositoryById(world.state, repositoryId),
  }),
});
