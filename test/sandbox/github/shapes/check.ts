import { latestRuns, suiteStatus } from "../checks.ts";
import { commitOf, fullName, repositoryById } from "../find.ts";
import { NO_SHA } from "../git.ts";
import { nodeId } from "../node-id.ts";
import { pullsWithHead } from "../pulls.ts";
import type { CheckRun, CheckSuite } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { appShape, foreignAppShape } from "./app.ts";
import { simpleCommit } from "./commit.ts";
import { pullsMinimal } from "./pull-request.ts";
import { repositoryShape } from "./repository.ts";

export function runShape(world: World, run: CheckRun) {
  const repository = repositoryById(world.state, run.suite.repositoryId);
  const name = fullName(world.state, repository);
  const url = apiUrl(world, `/repos/${name}/check-runs/${run.id}`);
  const html = htmlUrl(world, `/${name}/runs/${run.id}`);
  const { title, summary, text, annotations } = run.output;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CheckRun", run.id),
    head_sha: run.suite.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt.toISOString(),
    completed_at: run.completedAt?.toISOString() ?? null,
    output: { title, summary, text, annotations_count: annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite.id },
    app: makerOf(world, run.suite),
    pull_requests: pullsMinimal(world, pullsWithHead(world.state, repository, run.suite.headSha)),
  };
}

/** `check-suite` of the REST API. */
export function suiteShape(world: World, suite: CheckSuite) {
  const repository = repositoryById(world.state, suite.repositoryId);
  return {
    ...suiteCore(world, suite),
    latest_check_runs_count: latestRuns(suite).length,
    check_runs_url: `${suiteUrl(world, suite)}/check-runs`,
    head_commit: simpleCommit(commitOf(world.state, suite.headSha)),
    repository: repositoryShape(world, repository),
  };
}

/** The suite as `check_run` events carry it. */
export function suiteCore(world: World, suite: CheckSuite) {
  const repository = repositoryById(world.state, suite.repositoryId);
  const commit = commitOf(world.state, suite.headSha);
  return {
    id: suite.id,
    node_id: nodeId("CheckSuite", suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    ...suiteStatus(suite),
    url: suiteUrl(world, suite),
    before: commit.parents[0] ?? NO_SHA,
    after: suite.headSha,
    pull_requests: pullsMinimal(world, pullsWithHead(world.state, repository, suite.headSha)),
    app: makerOf(world, suite),
    created_at: suite.createdAt.toISOString(),
    updated_at: suite.updatedAt.toISOString(),
  };
}

function suiteUrl(world: World, suite: CheckSuite): string {
  const repository = repositoryById(world.state, suite.repositoryId);
  return apiUrl(world, `/repos/${fullName(world.state, repository)}/check-suites/${suite.id}`);
}

function makerOf(world: World, { appId }: CheckSuite) {
  return appId === world.app.id ? appShape(world, world.app) : foreignAppShape(world, appId);
}
