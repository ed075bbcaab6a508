import { expect } from "vitest";
import { APP, ourRuleset, POLICY } from "../flows/rules/rules.ts";
import { addUser } from "../sandbox/github/people.ts";
import { requiredChecks } from "../sandbox/github/rulesets.ts";
import type { CheckRun, PullRequest, State } from "../sandbox/github/state.ts";
import { addOrganization, addRepository } from "../sandbox/github/world-building.ts";
import type { Flow, FlowOptions } from "./flow.ts";

export interface Size {
  readonly repositories: number;
  readonly pullsEach: number;
}

/** An organisation of that size, on which the App is not installed yet; GitHub's limits are on. */
export function largeOrganisation({ repositories }: Size): FlowOptions {
  const seed = (state: State) => {
    const sam = addUser(state, { login: "sam", name: "Sam Ilves", emails: ["sam@acme.example"] });
    const owner = addOrganization(state, { login: "acme", name: "Acme" });
    owner.members.set(sam.id, "admin");
    for (let index = 0; index < repositories; index++)
      addRepository(state, { owner, name: `service-${index}`, creator: sam });
  };
  return { enforcement: POLICY, github: { app: APP, seed, installed: false, limits: true } };
}

/**
 * Installs the App where all these pull requests are open already, with `block` and a kept rule, and waits until the
 * check is required everywhere. At each change of the rule every head that it asks about has its run; no limit is passed.
 */
export async function surviveBackfill(
  flow: Flow,
  size: Size,
  options: { readonly timeoutMs: number; readonly tell: (line: string) => void },
): Promise<void> {
  const { github } = flow;
  const pulls = openAll(flow, size);
  const broken: string[] = [];
  github.state.rulesetWatchers.add(() => {
    for (const pull of pulls) if (isRequired(flow, pull) && !runOf(flow, pull)) broken.push(pull.headSha);
  });
  const startedAt = performance.now();
  github.actions.installApp({ as: "sam" });

  let told = 0;
  await flow.until(
    "the check to be required everywhere",
    () => {
      const required = ourRuleset(github)?.body.conditions.repository_id?.repository_ids?.length ?? 0;
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      if (seconds >= told) {
        told = seconds + 10;
        const answered = pulls.filter((pull) => runOf(flow, pull)).length;
        options.tell(`${seconds} s: ${answered} of ${pulls.length} heads answered, ${required} repositories required`);
      }
      return required === size.repositories || undefined;
    },
    options.timeoutMs,
  );

  expect(broken).toEqual([]);
  expect(pulls.filter((pull) => !runOf(flow, pull))).toEqual([]);
  expect(github.limits.refusals).toEqual({ primary: 0, secondary: 0 });
  expect(medianRun(flow, pulls.slice(-pulls.length / 2))).toBeLessThan(
    medianRun(flow, pulls.slice(0, pulls.length / 2)),
  );
}

/** Oldest first: one in each repository, then the next in each. */
function openAll({ github }: Flow, { repositories, pullsEach }: Size): readonly PullRequest[] {
  const pulls: PullRequest[] = [];
  for (let round = 0; round < pullsEach; round++) {
    for (let index = 0; index < repositories; index++) {
      const repository = `acme/service-${index}`;
      const pull = github.actions.openPullRequest({ as: "sam", repository, commits: [{}] });
      pull.updatedAt = new Date(Date.UTC(2026, 0, 1) + pulls.length * 1_000);
      pulls.push(pull);
    }
  }
  return pulls;
}

function isRequired({ github }: Flow, { repositoryId, baseRef }: PullRequest): boolean {
  const repository = github.state.repositories.get(repositoryId);
  return repository !== undefined && requiredChecks(github.state, repository, baseRef).length > 0;
}

function runOf({ github }: Flow, { repositoryId, headSha }: PullRequest): CheckRun | undefined {
  const name = github.state.repositories.get(repositoryId)?.name;
  return github.latestRun(`acme/${name}`, headSha);
}

/** Runs are numbered as they are made. */
function medianRun(flow: Flow, pulls: readonly PullRequest[]): number {
  const ids = pulls.map((pull) => runOf(flow, pull)?.id ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  return ids[Math.floor(ids.length / 2)] ?? 0;
}
