import { describe, expect, it } from "vitest";
import { openGateSwitch } from "../../../src/app.ts";
import { runCli } from "../../../src/cli/main.ts";
import { aCli } from "../../cli/a-cli.ts";
import { nextSecond, runOn, useFlow } from "../../support/use-flow.ts";
import { APP, ourRuleset, POLICY } from "./rules.ts";

const repository = "acme/payments-api";

describe("the emergency stop", () => {
  const flow = useFlow({ enforcement: POLICY, github: { app: APP } });

  /** As somebody types it who has an owner's token, and neither server nor database. */
  async function typed(args: readonly string[], as = "sam") {
    const { GHE_HOST = "", GHE_PROTOCOL = "" } = flow.github.environment();
    const env = { GHE_HOST, GHE_PROTOCOL, GITHUB_TOKEN: flow.github.personalToken(as) };
    const cli = aCli({ env, app: { openGateSwitch } });
    const code = await runCli([...args, "--org", "acme"], cli);
    return { code, told: cli.told.join("\n"), complaints: cli.complaints.join("\n") };
  }
  const pause = (as?: string) => typed(["pause", "--reason", "the server is down"], as);

  async function logged(type: string) {
    const rows = await flow.database.db.logEntry.findMany({ where: { type }, orderBy: { seq: "asc" } });
    return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }

  it("works with the server dead: a pull request merges, the gate comes back, and the log says what happened", async () => {
    const { actions } = flow.github;
    const [held, other] = ["mira", "jo"].map((as) => actions.openPullRequest({ as, repository, commits: [{}] }));
    if (!held || !other) throw new Error("They were opened");
    await flow.settled();
    await flow.sweep();
    await flow.until("the rule to hold", () =>
      ourRuleset(flow.github)?.body.enforcement === "active" ? true : undefined,
    );
    const merge = (number: number) => actions.mergePullRequest({ as: "sam", repository, number });
    expect(runOn(flow, held)?.conclusion).toBe("action_required");
    expect(() => merge(held.number)).toThrow("Required status check");
    const { personId } = await flow.database.db.account.findFirstOrThrow({ where: { login: "sam" } });

    let paused = { code: 2, told: "" };
    let resumed = paused;
    await flow.restart(async () => {
      await nextSecond();
      paused = await pause();
      await nextSecond();
      merge(held.number);
      await nextSecond();
      resumed = await typed(["resume"]);
      expect(() => merge(other.number)).toThrow("Required status check");
      await flow.github.deliveries.idle();
    });
    await flow.settled();

    expect(paused.code).toBe(0);
    expect(paused.told).toMatch(/Ruleset training-gate of acme \(\d+\): disabled/);
    expect(resumed.told).toMatch(/Ruleset training-gate of acme \(\d+\): enabled/);
    expect(await logged("gate.paused")).toMatchObject([{ by: { subject: personId } }]);
    expect(await logged("gate.resumed")).toMatchObject([
      { by: { subject: personId }, paused_seconds: expect.any(Number) },
    ]);
    expect(await logged("merge.observed")).toMatchObject([{ covered: false, decision: { outcome: "withhold" } }]);
  });

  it("says when there was nothing to do, and changes nothing twice", async () => {
    const first = await pause();
    const second = await pause();
    await typed(["resume"]);

    expect(first.told).toContain(": disabled");
    expect(second.told).toContain(": was disabled");
    expect(second.code).toBe(0);
  });

  it("tells who has no owner's token what is missing", async () => {
    const { code, complaints } = await pause("mira");

    expect(code).toBe(2);
    expect(complaints).toContain("GITHUB_TOKEN must be an owner's");
    expect(ourRuleset(flow.github)?.body.enforcement).toBe("active");
  });
});

describe("the emergency stop where the app keeps no rule", () => {
  const flow = useFlow();
  const typed = async (command: "pause" | "resume") => {
    const { GHE_HOST = "", GHE_PROTOCOL = "" } = flow.github.environment();
    const env = { GHE_HOST, GHE_PROTOCOL, GITHUB_TOKEN: flow.github.personalToken("sam") };
    const cli = aCli({ env, app: { openGateSwitch } });
    const reason = command === "pause" ? ["--reason", "a drill"] : [];
    return { code: await runCli([command, "--org", "acme", ...reason], cli), told: cli.told.join("\n") };
  };

  it("says that it found nothing, and where else to look", async () => {
    const { code, told } = await typed("pause");

    expect(code).toBe(1);
    expect(told).toContain("No ruleset named training-gate was found in acme");
  });

  it("turns a repository's own ruleset that an admin made by hand", async () => {
    const byHand = {
      rules: [{ type: "deletion" }],
      conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    };
    const given = {
      as: "sam",
      repository: "payments-api",
      name: "training-gate",
      enforcement: "active",
      ...byHand,
    } as const;
    const ruleset = flow.github.actions.createRuleset(given);

    const paused = await typed("pause");
    expect(ruleset.body.enforcement).toBe("disabled");
    const resumed = await typed("resume");

    expect(ruleset.body.enforcement).toBe("active");
    expect(paused.told).toContain(`Ruleset training-gate of ${repository}`);
    expect(resumed.code).toBe(0);
  });
});
