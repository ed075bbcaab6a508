import { changeRun, createRun, ensureSuite, latestRuns, type RunChange, suiteStatus, suitesOf } from "../checks.ts";
import { resolveRef } from "../find.ts";
import { advanceQueues } from "../merge-queue.ts";
import { invalid, notFound, Refusal } from "../refusal.ts";
import { runShape, suiteShape } from "../shapes/check.ts";
import type { CheckRun, Repository } from "../state.ts";
import { runEvent, suiteEvent } from "../webhooks/check-events.ts";
import { pagedIn } from "./paging.ts";
import { type Call, created, numberIn, ok, repositoryIn, route } from "./route.ts";

const READ = { as: "installation", needs: ["checks:read"] } as const;
const WRITE = { as: "installation", needs: ["checks:write"] } as const;

export const checkRoutes = [
  route("POST /repos/{owner}/{repo}/check-runs", WRITE, create),
  route("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", WRITE, update),
  route("GET /repos/{owner}/{repo}/check-runs/{check_run_id}", READ, (call) => ok(runShape(call.world, runIn(call)))),
  route("POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest", WRITE, rerequestRun),
  route("POST /repos/{owner}/{repo}/check-suites/{check_suite_id}/rerequest", WRITE, rerequestSuite),
  route("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", READ, listForRef),
  route("GET /repos/{owner}/{repo}/commits/{ref}/check-suites", READ, listSuites),
];

function create(call: Call) {
  const { world, emit } = call;
  const { name, head_sha, ...change } = call.body as RunChange & { name: string; head_sha: string };
  const repository = repositoryIn(call);
  const commit = world.state.commits.get(head_sha);
  if (commit?.networkId !== repository.networkId) throw invalid(`No commit found for SHA: ${head_sha}`);
  const run = createRun(world.state, ensureSuite(world.state, repository, commit, world.app.id), name, change);
  emit(runEvent(world, "created", run, world.app.botId));
  tellCompletion(call, run);
  return created(runShape(world, run));
}

/** Heard by Apps that subscribed to these events, the one that wrote the run included; and a merge queue may wait for it. */
function tellCompletion(call: Call, run: CheckRun): void {
  const { world, emit } = call;
  if (run.status === "completed") emit(runEvent(world, "completed", run, world.app.botId));
  if (suiteStatus(run.suite).status === "completed") emit(suiteEvent(world, "completed", run.suite, world.app.botId));
  advanceQueues(call, repositoryIn(call), run.suite.headSha);
}

function update(call: Call) {
  const { world } = call;
  const run = runIn(call);
  // GitHub's schema lets the key through; GitHub itself ignores or refuses it, and a stand-in must not be kinder.
  if (Object.hasOwn(call.body as object, "head_sha")) throw invalid("head_sha is not a permitted key");
  if (run.suite.appId !== world.app.id)
    throw new Refusal(
      403,
      `Invalid app_id \`${world.app.id}\` - check run can only be modified by the GitHub App that created it.`,
    );
  changeRun(world.state, run, call.body as RunChange);
  tellCompletion(call, run);
  return ok(runShape(world, run));
}

function runIn(call: Call): CheckRun {
  const run = call.world.state.runs.get(numberIn(call, "check_run_id"));
  if (!run || run.suite.repositoryId !== repositoryIn(call).id) throw notFound();
  return run;
}

/** The suite goes back to queued, the run itself keeps what it says. */
function rerequestRun(call: Call) {
  const { world, emit } = call;
  const run = runIn(call);
  if (run.suite.appId !== world.app.id) throw new Refusal(403, "Forbidden");
  if (run.status !== "completed") throw invalid("This check run is not rerequestable");
  run.suite.requeued = true;
  emit(runEvent(world, "rerequested", run, world.app.botId));
  return created({});
}

function rerequestSuite(call: Call) {
  const { world, emit } = call;
  const suite = world.state.suites.get(numberIn(call, "check_suite_id"));
  if (!suite || suite.repositoryId !== repositoryIn(call).id) throw notFound();
  suite.requeued = true;
  emit(suiteEvent(world, "rerequested", suite, world.app.botId));
  return created({});
}

function suitesForRef(call: Call, repository: Repository) {
  const commit = resolveRef(call.world.state, repository, call.params.ref ?? "");
  if (!commit) throw invalid(`No commit found for SHA: ${call.params.ref}`);
  const app = call.query.app_id;
  return suitesOf(call.world.state, repository, commit.sha).filter(
    (suite) => app === undefined || suite.appId === Number(app),
  );
}

function listForRef(call: Call) {
  const { check_name, status, filter = "latest" } = call.query;
  const runs = suitesForRef(call, repositoryIn(call))
    .flatMap((suite) => (filter === "latest" ? latestRuns(suite) : suite.runs))
    .filter(
      (run) => (check_name === undefined || run.name === check_name) && (status === undefined || run.status === status),
    );
  return pagedIn(call, "check_runs", runs, (run) => runShape(call.world, run));
}

function listSuites(call: Call) {
  const { check_name } = call.query;
  const suites = suitesForRef(call, repositoryIn(call)).filter(
    (suite) => check_name === undefined || suite.runs.some((run) => run.name === check_name),
  );
  return pagedIn(call, "check_suites", suites, (suite) => suiteShape(call.world, suite));
}
