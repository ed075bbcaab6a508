import { pullsWithHead } from "./pulls.ts";
import type { CheckAnnotation, CheckRun, CheckSuite, Commit, Conclusion, Repository, State } from "./state.ts";

/** What a create or update call may say about a run; undefined leaves a field as it is. */
export interface RunChange {
  readonly name?: string | undefined;
  readonly external_id?: string | undefined;
  readonly details_url?: string | undefined;
  readonly status?: CheckRun["status"] | undefined;
  readonly conclusion?: Conclusion | undefined;
  readonly started_at?: string | undefined;
  readonly completed_at?: string | undefined;
  readonly output?: OutputChange | undefined;
  readonly actions?: CheckRun["actions"] | undefined;
}

interface OutputChange {
  readonly title?: string;
  readonly summary?: string;
  readonly text?: string;
  readonly annotations?: readonly CheckAnnotation[];
}

export function suitesOf(state: State, repository: Repository, sha: string): readonly CheckSuite[] {
  return state.suitesByHead.get(`${repository.id}/${sha}`) ?? [];
}

/** GitHub keeps one suite for each App and commit. */
export function ensureSuite(state: State, repository: Repository, commit: Commit, appId: number): CheckSuite {
  const key = `${repository.id}/${commit.sha}`;
  const known = suitesOf(state, repository, commit.sha).find((suite) => suite.appId === appId);
  if (known) return known;
  const now = state.clock();
  const suite: CheckSuite = {
    id: state.nextId("suite"),
    appId,
    repositoryId: repository.id,
    headSha: commit.sha,
    headBranch: branchOf(state, repository, commit.sha),
    requeued: false,
    runs: [],
    createdAt: now,
    updatedAt: now,
  };
  state.suites.set(suite.id, suite);
  state.suitesByHead.set(key, [...(state.suitesByHead.get(key) ?? []), suite]);
  return suite;
}

/** Null for a commit that came from a fork: its branch is not in this repository. */
function branchOf(state: State, repository: Repository, sha: string): string | null {
  const pull = pullsWithHead(state, repository, sha).find((candidate) => candidate.headRepositoryId === repository.id);
  if (pull) return pull.headRef;
  for (const [branch, head] of repository.branches) if (head === sha) return branch;
  return null;
}

export function createRun(state: State, suite: CheckSuite, name: string, change: RunChange): CheckRun {
  const run: CheckRun = {
    id: state.nextId("run"),
    suite,
    name,
    externalId: "",
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: state.clock(),
    completedAt: null,
    output: { title: null, summary: null, text: null, annotations: [] },
    actions: [],
  };
  state.runs.set(run.id, run);
  suite.runs.push(run);
  changeRun(state, run, change);
  return run;
}

/** A conclusion completes a run; leaving `completed` takes the conclusion away. Annotations add up, output fields replace. */
export function changeRun(state: State, run: CheckRun, change: RunChange): void {
  run.name = change.name ?? run.name;
  run.externalId = change.external_id ?? run.externalId;
  run.detailsUrl = change.details_url ?? run.detailsUrl;
  run.actions = change.actions ?? run.actions;
  run.startedAt = change.started_at ? new Date(change.started_at) : run.startedAt;
  run.status = change.conclusion ? "completed" : (change.status ?? run.status);
  run.conclusion = run.status === "completed" ? (change.conclusion ?? run.conclusion) : null;
  const completedAt = change.completed_at ? new Date(change.completed_at) : state.clock();
  if (change.conclusion || change.completed_at) run.completedAt = completedAt;
  if (run.status !== "completed") run.completedAt = null;
  if (change.output) changeOutput(run, change.output);
  run.suite.requeued = false;
  run.suite.updatedAt = state.clock();
}

function changeOutput({ output }: CheckRun, change: OutputChange): void {
  output.title = change.title ?? output.title;
  output.summary = change.summary ?? output.summary;
  output.text = change.text ?? output.text;
  output.annotations = [...output.annotations, ...(change.annotations ?? [])];
}

/** Of several runs with one name in a suite the newest counts. */
export function latestRuns(suite: CheckSuite): CheckRun[] {
  return [...new Map(suite.runs.map((run) => [run.name, run])).values()];
}

const WORST: readonly Conclusion[] = [
  "failure",
  "timed_out",
  "cancelled",
  "action_required",
  "stale",
  "success",
  "neutral",
  "skipped",
];

export function suiteStatus(suite: CheckSuite): {
  status: "queued" | "in_progress" | "completed";
  conclusion: Conclusion | null;
} {
  const runs = latestRuns(suite);
  if (suite.requeued || runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.some((run) => run.status !== "completed")) return { status: "in_progress", conclusion: null };
  const worst = WORST.find((conclusion) => runs.some((run) => run.conclusion === conclusion));
  return { status: "completed", conclusion: worst ?? null };
}

/** The run that a name stands for on a commit, whichever App made it. */
export function latestRun(state: State, repository: Repository, sha: string, name: string): CheckRun | undefined {
  const named = suitesOf(state, repository, sha)
    .flatMap(latestRuns)
    .filter((run) => run.name === name);
  return named.sort((a, b) => b.id - a.id)[0];
}

const PASSING: ReadonlySet<Conclusion | null> = new Set(["success", "neutral", "skipped"]);

export type RequiredState = "passing" | "failing" | "pending" | "expected";

/** How GitHub's merge box sees one required check: `expected` is "waiting for status to be reported", and blocks. */
export function requiredState(
  state: State,
  repository: Repository,
  sha: string,
  check: { context: string; integrationId: number | null },
): RequiredState {
  const run = latestRun(state, repository, sha, check.context);
  if (!run || (check.integrationId !== null && run.suite.appId !== check.integrationId)) return "expected";
  if (run.status !== "completed") return "pending";
  return PASSING.has(run.conclusion) ? "passing" : "failing";
}
