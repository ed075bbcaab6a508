import * as app from "../../src/app.ts";
import type { App } from "../../src/cli/cli.ts";
import type { Clock } from "../../src/domain/clock.ts";

/** What commands open, as they would at another time: the command line itself knows only the real one. */
export function appAt(clock: Clock): App {
  const at =
    <Config, More extends readonly unknown[], Opened>(
      open: (config: Config, deps: app.Deps, ...more: More) => Opened,
    ): ((config: Config, deps: Omit<app.Deps, "clock">, ...more: More) => Opened) =>
    (config, deps, ...more) =>
      open(config, { ...deps, clock }, ...more);
  return {
    ...app,
    openAwareness: at(app.openAwareness),
    openChanges: at(app.openChanges),
    openClients: at(app.openClients),
    openEvidence: at(app.openEvidence),
    openExceptions: at(app.openExceptions),
    openGithubLog: at(app.openGithubLog),
    openLog: at(app.openLog),
    openPolicyDesk: at(app.openPolicyDesk),
    openPrivacy: at(app.openPrivacy),
    openReviewDesk: at(app.openReviewDesk),
    planSweep: at(app.planSweep),
    runSweep: at(app.runSweep),
  };
}
