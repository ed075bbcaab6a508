import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requiredChecks } from "../../sandbox/github/rulesets.ts";
import type { GitHub } from "../../sandbox/github/server.ts";
import type { PullRequest, Repository } from "../../sandbox/github/state.ts";
import { addOrganization } from "../../sandbox/github/world-building.ts";
import { useFlow } from "../../support/use-flow.ts";
import { APP, ourRuleset, POLICY } from "./rules.ts";

/** What people do at random. Where a step cannot be done as things are, it is left out. */
interface Step {
  readonly kind:
    | "open"
    | "push"
    | "rename"
    | "exclude"
    | "return"
    | "transfer"
    | "archive"
    | "create"
    | "sweep"
    | "settle";
  /** Which of the repositories. */
  readonly at: number;
}

const KINDS: readonly fc.WeightedArbitrary<Step["kind"]>[] = [
  { weight: 6, arbitrary: fc.constantFrom("open", "push") },
  { weight: 5, arbitrary: fc.constantFrom("rename", "exclude", "return", "transfer", "archive") },
  { weight: 3, arbitrary: fc.constantFrom("create", "settle") },
  { weight: 1, arbitrary: fc.constant("sweep") },
];
const step: fc.Arbitrary<Step> = fc.record({ kind: fc.oneof(...KINDS), at: fc.nat(20) });

const RUNS = Number(process.env.RULE_RUNS ?? 6);

/** Open heads at which the rule asks for our check and nothing of ours is. */
function waiting({ state, app, latestRun }: GitHub): readonly PullRequest[] {
  return [...state.repositories.values()]
    .filter(({ archived }) => !archived)
    .flatMap((repository) => {
      const asked = requiredChecks(state, repository, repository.defaultBranch).some(
        ({ integrationId }) => integrationId === app.id,
      );
      const open = [...repository.pulls.values()].filter((pull) => pull.state === "open");
      const owner = state.organizations.get(repository.ownerId)?.login;
      return asked ? open.filter((pull) => !latestRun(`${owner}/${repository.name}`, pull.headSha)?.conclusion) : [];
    });
}

describe("the kept rule, whatever people do meanwhile", () => {
  const flow = useFlow({ enforcement: POLICY, github: { app: APP } });
  let fresh = 0;
  const named = (prefix: string) => {
    fresh += 1;
    return `${prefix}-${fresh}`;
  };

  /** Repositories of acme that are in use, oldest first. */
  function repositories(): readonly Repository[] {
    const { state } = flow.github;
    const acme = state.logins.get("acme")?.id;
    return [...state.repositories.values()].filter(
      (one) => one.ownerId === acme && !one.archived && one.name !== ".github",
    );
  }

  async function take({ kind, at }: Step): Promise<void> {
    const { actions } = flow.github;
    if (kind === "sweep") return flow.sweep();
    if (kind === "settle") return flow.settled();
    if (kind === "create") return void actions.createRepository({ as: "sam", name: named("new") });
    const all = repositories();
    const chosen = all[at % all.length];
    if (!chosen) return;
    const on = { as: "sam", repository: `acme/${chosen.name}` };
    const open = [...chosen.pulls.values()].find((pull) => pull.state === "open");
    const rename = (name: string) => void actions.renameRepository({ ...on, name });
    if (kind === "open" || (kind === "push" && !open)) actions.openPullRequest({ ...on, commits: [{}] });
    else if (kind === "push" && open) actions.push({ ...on, branch: open.headRef, commits: [{}] });
    else if (kind === "rename") rename(named("named"));
    else if (kind === "exclude") rename(named("sandbox"));
    else if (kind === "return") rename(named("back"));
    else if (kind === "archive") actions.setArchived({ ...on, archived: true });
    else if (kind === "transfer") actions.transferRepository({ ...on, to: "elsewhere" });
  }

  it(`asks for the check at no head that is not answered, unless it was there before the head (${RUNS} stories)`, async () => {
    const { github } = flow;
    addOrganization(github.state, { login: "elsewhere", name: "Elsewhere" });
    // As slow as GitHub is, so that much happens between a head and its answer.
    github.faults.set({ route: "check-runs", latencyMs: 50 });
    /** Came into a repository in which the check was required already: GitHub is telling us just now. */
    const arrived = new Set<string>();
    /** How many requests GitHub had answered when a head appeared. */
    const born = new Map<string, number>();
    const wasListedSince = (at: number) =>
      github.requests.all.slice(at).some(({ route }) => route === "graphql ListOpenHeads");
    const broken: string[] = [];
    github.state.rulesetWatchers.add(() => {
      for (const { repositoryId, number, headSha } of waiting(github))
        if (!arrived.has(headSha) && wasListedSince(born.get(headSha) ?? 0))
          broken.push(`${repositoryId}#${number} ${headSha}`);
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
        for (const one of steps) {
          const before = new Set(pullsOf(github).map(({ headSha }) => headSha));
          const requests = github.requests.all.length;
          const taken = take(one);
          for (const { headSha } of pullsOf(github)) if (!before.has(headSha)) born.set(headSha, requests);
          for (const { headSha } of waiting(github)) if (!before.has(headSha)) arrived.add(headSha);
          await taken;
        }
        await flow.settled();

        expect(broken).toEqual([]);
        expect(waiting(github)).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(ourRuleset(github)?.versions.length).toBeGreaterThan(1);
  }, 300_000);
});

const pullsOf = ({ state }: GitHub) => [...state.repositories.values()].flatMap(({ pulls }) => [...pulls.values()]);
