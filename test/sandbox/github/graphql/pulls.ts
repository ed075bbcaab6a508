import { associationOf } from "../access.ts";
import { commitOf, fullName, repositoryById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { Commit, PullRequest } from "../state.ts";
import { htmlUrl } from "../world.ts";
import { rollupOf } from "./commits.ts";
import { connect } from "./connections.ts";
import { type Args, type Context, fields, int32, visible } from "./context.ts";

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
  author: ({ authorId }, _, { world }) => world.state.users.get(authorId) ?? null,
  authorAssociation: (pull, _, { world }) =>
    associationOf(world.state, repositoryById(world.state, pull.repositoryId), pull.authorId),
  commits: (pull, args, { world }) =>
    connect(args, pull.commits, (sha): PullCommitSource => ({ pull, commit: commitOf(world.state, sha) })),
  statusCheckRollup: (pull, args, context) => rollupOf(headOf(pull, context), args, context),
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
