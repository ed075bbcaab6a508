import type { Services } from "../rest/route.ts";
import * as access from "./access.ts";
import * as accounts from "./accounts.ts";
import * as checks from "./checks.ts";
import * as installation from "./installation.ts";
import * as mergeQueue from "./merge-queue.ts";
import * as merging from "./merging.ts";
import * as organization from "./organization.ts";
import * as properties from "./properties.ts";
import * as pulls from "./pulls.ts";
import * as pushing from "./pushing.ts";
import * as repositories from "./repositories.ts";
import * as reviews from "./reviews.ts";
import * as rules from "./rules.ts";

type Bound<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (services: Services, given: infer Given) => infer Result
    ? (given: Given) => Result
    : never;
};

function bind<Functions extends Readonly<Record<string, (services: Services, given: never) => unknown>>>(
  services: Services,
  functions: Functions,
): Bound<Functions> {
  const bound = Object.entries(functions).map(([name, act]) => [name, (given: never) => act(services, given)]);
  return Object.fromEntries(bound) as Bound<Functions>;
}

/**
 * What people do on GitHub. Each is done at once, as somebody (`as`), is refused with a `RefusedError` where GitHub
 * would refuse it, and sends its webhooks without waiting for them (`deliveries.idle()` waits).
 */
export function createActions(services: Services) {
  const { push, commitFile, deleteBranch } = pushing;
  const {
    openPullRequest,
    closePullRequest,
    reopenPullRequest,
    changeBase,
    changeTitle,
    markReady,
    convertToDraft,
    comment,
  } = pulls;
  const { mergePullRequest } = merging;
  const { chooseOrganization: _, ...people } = organization;
  const { requiredStatusChecks: __, ...ruling } = rules;
  return bind(services, {
    ...{
      push,
      commitFile,
      deleteBranch,
      openPullRequest,
      closePullRequest,
      reopenPullRequest,
      changeBase,
      changeTitle,
      markReady,
      convertToDraft,
      comment,
    },
    ...{ mergePullRequest },
    ...mergeQueue,
    ...checks,
    ...people,
    ...access,
    ...repositories,
    ...reviews,
    ...accounts,
    ...properties,
    ...ruling,
    ...installation,
  });
}

export type Actions = ReturnType<typeof createActions>;
