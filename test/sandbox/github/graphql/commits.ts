import { latestRuns, suiteStatus, suitesOf } from "../checks.ts";
import { commitOf, repositoryById, userOf } from "../find.ts";
import { accountOf, authorsOf, noreply, pullsWithCommit } from "../git.ts";
import { nodeId } from "../node-id.ts";
import type { CheckRun, CheckSuite, Commit, Conclusion, GitPerson, Repository } from "../state.ts";
import { htmlUrl } from "../world.ts";
import { connect } from "./connections.ts";
import { type Args, type Context, fields, int32, requireNeed } from "./context.ts";

/** A commit is seen through a repository: forks and their parent share commits, and show different pull requests. */
export interface CommitSource {
  readonly commit: Commit;
  readonly repository: Repository;
}

const headline = (message: string) => message.split("\n", 1)[0] ?? "";

export const commitFields = fields<CommitSource>({
  id: ({ commit, repository }) => nodeId("Commit", `${repository.id}:${commit.sha}`),
  oid: ({ commit }) => commit.sha,
  abbreviatedOid: ({ commit }) => commit.sha.slice(0, 7),
  message: ({ commit }) => commit.message,
  messageHeadline: ({ commit }) => headline(commit.message),
  messageBody: ({ commit }) => commit.message.slice(headline(commit.message).length).trim(),
  authoredDate: ({ commit }) => commit.author.date.toISOString(),
  committedDate: ({ commit }) => commit.committer.date.toISOString(),
  committedViaWeb: ({ commit }) => commit.signature === "github",
  url: ({ commit, repository }, _, { world }) => htmlUrl(world, `/${repository.name}/commit/${commit.sha}`),
  repository: ({ repository }) => repository,
  author: ({ commit }) => commit.author,
  committer: ({ commit }) => commit.committer,
  authors: ({ commit }, args) => connect(args, authorsOf(commit), (person) => person),
  parents: ({ commit, repository }, args, { world }) =>
    connect(args, commit.parents, (sha) => ({ commit: commitOf(world.state, sha), repository })),
  signature: ({ commit }) => (commit.signature === "github" ? commit : null),
  associatedPullRequests: ({ commit, repository }, args, context) => {
    requireNeed(context, "pull_requests:read");
    return connect(args, pullsWithCommit(context.world.state, repository, commit.sha), (pull) => pull);
  },
  checkSuites,
  statusCheckRollup: rollupOf,
});

function checkSuites({ commit, repository }: CommitSource, args: Args, context: Context) {
  requireNeed(context, "checks:read");
  const { appId, checkName } = (args.filterBy ?? {}) as { appId?: number; checkName?: string };
  const suites = suitesOf(context.world.state, repository, commit.sha).filter(
    (suite) =>
      (appId == null || suite.appId === appId) &&
      (checkName == null || suite.runs.some((run) => run.name === checkName)),
  );
  return connect(args, suites, (suite) => suite);
}

const ROLLUP_FAILS: ReadonlySet<Conclusion | null> = new Set([
  "failure",
  "timed_out",
  "cancelled",
  "action_required",
  "stale",
]);

export interface RollupSource extends CommitSource {
  readonly runs: readonly CheckRun[];
}

export function rollupOf({ commit, repository }: CommitSource, _: Args, context: Context): RollupSource | null {
  requireNeed(context, "checks:read");
  const runs = suitesOf(context.world.state, repository, commit.sha).flatMap(latestRuns);
  return runs.length > 0 ? { commit, repository, runs } : null;
}

export const rollupFields = fields<RollupSource>({
  id: ({ commit, repository }) => nodeId("StatusCheckRollup", `${repository.id}:${commit.sha}`),
  commit: (source) => source,
  contexts: ({ runs }, args) => connect(args, runs, (run) => run),
  state: ({ runs }) => {
    if (runs.some((run) => ROLLUP_FAILS.has(run.conclusion))) return "FAILURE";
    return runs.some((run) => run.status !== "completed") ? "PENDING" : "SUCCESS";
  },
});

/** `user` is a User or null. A bot is no User, so that a bot's commit looks unlinked here (REST links it). */
export const gitActorFields = fields<GitPerson>({
  name: ({ name }) => name,
  email: ({ email }) => email,
  date: ({ date }) => date.toISOString(),
  user: ({ email }, _, { world }) => {
    const account = accountOf(world.state, email);
    return account?.type === "User" ? account : null;
  },
});

/** The only signatures here are those that GitHub made; its account is web-flow. */
export const signatureFields = fields<Commit>({
  email: (_, __, { world }) => noreply(userOf(world.state, "web-flow")),
  isValid: () => true,
  state: () => "VALID",
  wasSignedByGitHub: () => true,
  signer: (_, __, { world }) => userOf(world.state, "web-flow"),
  verifiedAt: ({ committer }) => committer.date.toISOString(),
});

const screaming = (word: string | null) => word?.toUpperCase() ?? null;

export const suiteFields = fields<CheckSuite>({
  id: ({ id }) => nodeId("CheckSuite", id),
  databaseId: ({ id }) => int32(id),
  status: (suite) => screaming(suiteStatus(suite).status),
  conclusion: (suite) => screaming(suiteStatus(suite).conclusion),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  updatedAt: ({ updatedAt }) => updatedAt.toISOString(),
  app: ({ appId }, _, { world }) =>
    world.app.id === appId ? world.app : { id: appId, slug: `app-${appId}`, name: `App ${appId}` },
  commit: ({ headSha, repositoryId }, _, { world }) => ({
    commit: commitOf(world.state, headSha),
    repository: repositoryById(world.state, repositoryId),
  }),
  repository: ({ repositoryId }, _, { world }) => repositoryById(world.state, repositoryId),
  checkRuns: (suite, args) => connect(args, filteredRuns(suite, args), (run) => run),
});

interface RunFilter {
  readonly appId?: number | null;
  readonly checkName?: string | null;
  readonly checkType?: "ALL" | "LATEST" | null;
  readonly conclusions?: readonly string[] | null;
  readonly status?: string | null;
  readonly statuses?: readonly string[] | null;
}

function filteredRuns(suite: CheckSuite, args: Args): readonly CheckRun[] {
  const filter = (args.filterBy ?? {}) as RunFilter;
  const fits = (run: CheckRun) =>
    (filter.appId == null || suite.appId === filter.appId) &&
    (filter.checkName == null || run.name === filter.checkName) &&
    (filter.conclusions == null || filter.conclusions.includes(screaming(run.conclusion) ?? "")) &&
    (filter.status == null || screaming(run.status) === filter.status) &&
    (filter.statuses == null || filter.statuses.includes(run.status.toUpperCase()));
  return (filter.checkType === "ALL" ? suite.runs : latestRuns(suite)).filter(fits);
}

export const runFields = fields<CheckRun>({
  id: ({ id }) => nodeId("CheckRun", id),
  databaseId: ({ id }) => int32(id),
  name: ({ name }) => name,
  status: ({ status }) => screaming(status),
  conclusion: ({ conclusion }) => screaming(conclusion),
  externalId: ({ externalId }) => externalId,
  detailsUrl: ({ detailsUrl }) => detailsUrl,
  startedAt: ({ startedAt }) => startedAt.toISOString(),
  completedAt: ({ completedAt }) => completedAt?.toISOString() ?? null,
  title: ({ output }) => output.title,
  summary: ({ output }) => output.summary,
  text: ({ output }) => output.text,
  checkSuite: ({ suite }) => suite,
});
