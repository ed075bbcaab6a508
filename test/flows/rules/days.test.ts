import { describe, expect, it } from "vitest";
import { runOn, useFlow } from "../../support/use-flow.ts";
import { APP, ourRuleset } from "./rules.ts";

const DAY_MS = 86_400_000;
const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);

describe("a scope that begins tomorrow", () => {
  let ahead = 0;
  const flow = useFlow({
    clock: () => new Date(Date.now() + ahead),
    github: { app: APP },
    enforcement: `
  mode: observe
  rulesets: managed
  require:
    - { who: { access: any }, layers: [developer] }
  scopes:
    - { repositories: [payments-*], mode: block, from: ${tomorrow} }
`,
  });

  const timed = () =>
    flow.database.db.$queryRaw<{ kind: string; at: Date }[]>`
      SELECT data->>'kind' AS kind, start_after AS at FROM pgboss.job WHERE name = 'timed' AND state = 'created'`;

  it("has its own looks waiting for that midnight: for each open head that is only observed, and for the rule", async () => {
    flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();

    const atMidnight = (await timed()).filter(({ at }) => at.toISOString().startsWith(`${tomorrow}T00:00:00`));
    expect(atMidnight.map(({ kind }) => kind).sort()).toEqual(["head", "rules"]);
  });

  it("then blocks what is open, and is required, without an event of anybody's", async () => {
    const [pull] = [...(flow.github.state.repositoryNames.get("acme/payments-api")?.pulls.values() ?? [])];
    if (!pull) throw new Error("It was opened");
    expect(runOn(flow, pull)).toBeUndefined();
    expect(ourRuleset(flow.github)).toBeUndefined();

    ahead = DAY_MS;
    await flow.database.db.$executeRaw`
      UPDATE pgboss.job SET start_after = now() WHERE name = 'timed' AND state = 'created'`;
    await flow.until("the check", () => runOn(flow, pull));
    await flow.settled();
    await flow.sweep();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    await flow.until("the rule", async () => {
      await flow.sweep();
      return ourRuleset(flow.github);
    });
    expect(ourRuleset(flow.github)?.body.conditions.repository_id?.repository_ids).toEqual([pull.repositoryId]);
  });
});
