import { createRun, ensureSuite, latestRun, suitesOf } from "../checks.ts";
import { commitOf, pullOf, repositoryOf, userOf } from "../find.ts";
import { advanceQueues } from "../merge-queue.ts";
import type { Services } from "../rest/route.ts";
import type { CheckRun, Conclusion, Repository, User } from "../state.ts";
import { actionEvent, runEvent, suiteEvent } from "../webhooks/check-events.ts";
import type { PullGiven } from "./pulls.ts";
import { refuse, requireRole } from "./refused.ts";

export interface CheckGiven extends PullGiven {
  /** The check's name; default: the App's own. */
  readonly name?: string;
}

interface Chosen {
  readonly run: CheckRun;
  readonly sender: User;
}

/** The buttons on a check are there for people with write, on a completed run. */
function choose({ world }: Services, given: CheckGiven): Chosen {
  const { state, app } = world;
  const sender = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  requireRole(state, sender, repository, "write");
  const run = latestRun(state, repository, pullOf(repository, given.number).headSha, given.name ?? app.slug);
  if (!run) return refuse("there is no such check on the head of this pull request");
  if (run.suite.appId !== app.id) refuse("the check is another App's");
  if (run.status !== "completed") refuse("the check is not complete");
  return { run, sender };
}

/** "Re-run": the suite is queued again, the run keeps its conclusion, the App is told. */
export function rerequestCheckRun(services: Services, given: CheckGiven): CheckRun {
  const { run, sender } = choose(services, given);
  run.suite.requeued = true;
  services.emit(runEvent(services.world, "rerequested", run, sender.id));
  return run;
}

/** "Re-run all checks". */
export function rerequestCheckSuite(services: Services, given: PullGiven): void {
  const { state } = services.world;
  const sender = userOf(state, given.as);
  const repository: Repository = repositoryOf(state, given.repository);
  requireRole(state, sender, repository, "write");
  for (const suite of suitesOf(state, repository, pullOf(repository, given.number).headSha)) {
    suite.requeued = true;
    services.emit(suiteEvent(services.world, "rerequested", suite, sender.id));
  }
}

export interface ForeignGiven {
  readonly repository: string;
  readonly sha: string;
  readonly appId: number;
  readonly name?: string;
  readonly conclusion: Conclusion;
}

/** Another App reports a check, of any name: what a forger would do. Our App hears of it only if it subscribed. */
export function reportForeignCheck(services: Services, given: ForeignGiven): CheckRun {
  const { state, app } = services.world;
  const repository = repositoryOf(state, given.repository);
  const suite = ensureSuite(state, repository, commitOf(state, given.sha), given.appId);
  const run = createRun(state, suite, given.name ?? app.slug, { conclusion: given.conclusion });
  services.emit(runEvent(services.world, "created", run, userOf(state, "web-flow").id));
  advanceQueues(services, repository, given.sha);
  return run;
}

/** One of the run's own buttons. */
export function clickAction(services: Services, given: CheckGiven & { readonly identifier: string }): void {
  const { run, sender } = choose(services, given);
  if (!run.actions.some(({ identifier }) => identifier === given.identifier))
    refuse(`the check has no button ${given.identifier}`);
  services.emit(actionEvent(services.world, run, given.identifier, sender.id));
}
