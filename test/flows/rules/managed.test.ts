import { describe, expect, it } from "vitest";
import { runOn, useFlow } from "../../support/use-flow.ts";
import { APP, entriesOf, ourRuleset, POLICY } from "./rules.ts";

describe("a ruleset that the app keeps", () => {
  const flow = useFlow({ enforcement: POLICY, github: { app: APP } });
  const sweep = () => flow.sweep();
  const idOf = (name: string) => [...flow.github.state.repositories.values()].find((one) => one.name === name)?.id;
  const targets = () => ourRuleset(flow.github)?.body.conditions.repository_id?.repository_ids ?? [];

  /** It grows at most every few seconds. */
  const untilRequired = (name: string) =>
    flow.until(
      `${name} to be required`,
      async () => {
        await sweep();
        return targets().includes(idOf(name) ?? 0) || undefined;
      },
      20_000,
    );

  it("requires the check of this App, by id, in the repositories of flag and block, and nobody bypasses it", async () => {
    const ruleset = ourRuleset(flow.github);

    expect(ruleset?.body).toMatchObject({
      enforcement: "active",
      bypass_actors: [],
      rules: [
        {
          type: "required_status_checks",
          parameters: {
            required_status_checks: [{ context: "training-gate", integration_id: flow.github.app.id }],
          },
        },
      ],
    });
    const wanted = ["payments-api", "web", "infra", ".github", "docs", "handbook"].map(idOf);
    expect([...targets()].sort()).toEqual(wanted.sort());
  });

  it("is written once: a sweep that finds all as it should be writes nothing", async () => {
    const again = await flow.requestsOf(sweep);

    expect(again.write).toBe(0);
  });

  it("does not reach a new repository before its open heads are answered", async () => {
    const { actions, faults } = flow.github;
    const clear = faults.set({ route: "check-runs", failWith: 502 });
    actions.createRepository({ as: "sam", name: "fresh" });
    const pull = actions.openPullRequest({ as: "sam", repository: "acme/fresh", commits: [{}] });
    await flow.until("the head to be known", () =>
      flow.database.db.head.findFirst({ where: { headSha: pull.headSha } }).then((row) => row ?? undefined),
    );
    await flow.until("the repository to be looked at", async () => {
      const row = await flow.database.db.ruleProgress.findFirst();
      return (row?.waiting ?? 0) > 0 ? row : undefined;
    });
    expect(targets()).not.toContain(idOf("fresh"));

    clear();
    await flow.until("its run", () => runOn(flow, pull));
    await flow.settled();
    await untilRequired("fresh");
  });

  it("follows a repository that leaves the boundary, and answers in it for as long as it is required", async () => {
    flow.github.actions.renameRepository({ as: "sam", repository: "acme/fresh", name: "sandbox-fresh" });
    await flow.settled();

    expect(targets()).not.toContain(idOf("sandbox-fresh"));
    const row = await flow.database.db.repository.findFirst({ where: { name: "sandbox-fresh" } });
    expect(row?.requiresCheck).toBe(false);
  });

  it("is put right when somebody loosens it, and the log has it", async () => {
    flow.github.actions.changeRuleset({
      as: "sam",
      name: "training-gate",
      change: { bypass_actors: [{ actor_type: "RepositoryRole", actor_id: 4, bypass_mode: "always" }] },
    });
    await flow.settled();

    expect(ourRuleset(flow.github)?.body.bypass_actors).toEqual([]);
    expect(await entriesOf(flow, "ruleset.changed")).toContainEqual(
      expect.objectContaining({ change: "edited", actor: { kind: "github" } }),
    );
  });

  it("is made anew when somebody deletes it", async () => {
    flow.github.actions.deleteRuleset({ as: "sam", name: "training-gate" });
    await flow.settled();

    expect(ourRuleset(flow.github)?.body.enforcement).toBe("active");
    expect((await entriesOf(flow, "ruleset.changed")).map(({ change }) => change)).toContain("deleted");
  });

  it("stays disabled once somebody has disabled it, whatever else happens", async () => {
    flow.github.actions.changeRuleset({ as: "sam", name: "training-gate", change: { enforcement: "disabled" } });
    await flow.settled();
    flow.github.actions.createRepository({ as: "sam", name: "later" });
    await flow.settled();
    await sweep();

    expect(ourRuleset(flow.github)?.body.enforcement).toBe("disabled");
    const changes = (await entriesOf(flow, "ruleset.changed")).map(({ change }) => change);
    expect(changes.filter((change) => change === "disabled")).toHaveLength(1);

    flow.github.actions.changeRuleset({ as: "sam", name: "training-gate", change: { enforcement: "active" } });
    await flow.settled();

    expect((await entriesOf(flow, "ruleset.changed")).map(({ change }) => change)).toContain("enabled");
    await untilRequired("later");
  });
});
