import { beforeAll, describe, expect, it } from "vitest";
import { MODES } from "../support/flow.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const PEOPLE = ["mira", "jo", "ada"] as const;

describe("what a repository's mode makes of a missing training", () => {
  const flow = useFlow({ enforcement: MODES });
  beforeAll(async () => {
    const { actions } = flow.github;
    actions.giveTeamRepository({ as: "sam", team: "frontend", repository: "handbook", role: "write" });
    await train(flow, "ada");
  });

  async function opened(name: string, as = "jo") {
    const pull = flow.github.actions.openPullRequest({ as, repository: `acme/${name}`, commits: [{ author: "mira" }] });
    await flow.settled();
    return pull;
  }
  async function decidedFor(repositoryId: number) {
    const rows = await flow.database.db.logEntry.findMany({ where: { type: "gate.decided" }, orderBy: { seq: "asc" } });
    const bodies = rows.map(({ body }) => JSON.parse(body) as { resource: { repository_id: number } });
    return bodies.filter(({ resource }) => resource.repository_id === repositoryId).at(-1);
  }

  it("blocks: action_required, and the merge waits for it", async () => {
    flow.github.actions.requireCheck({ as: "sam", repository: "acme/payments-api" });
    const pull = await opened("payments-api");

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(() =>
      flow.github.actions.mergePullRequest({ as: "jo", repository: "acme/payments-api", number: pull.number }),
    ).toThrow("training-gate");
    expect(await decidedFor(pull.repositoryId)).toMatchObject({ mode: "block", enforced: true });
  });

  it("flags: neutral, so that a required check never blocks the merge", async () => {
    flow.github.actions.requireCheck({ as: "sam", repository: "acme/web" });
    const pull = await opened("web");

    expect(runOn(flow, pull)?.conclusion).toBe("neutral");
    expect(runOn(flow, pull)?.output.summary).toContain("jo");
    expect(await decidedFor(pull.repositoryId)).toMatchObject({ mode: "flag", enforced: false });
    flow.github.actions.mergePullRequest({ as: "jo", repository: "acme/web", number: pull.number });
    expect(pull.mergedAt).not.toBeNull();
  });

  it("observes: nothing is posted, and the log has it all the same", async () => {
    const pull = await opened("legacy-crm");

    expect(runOn(flow, pull)).toBeUndefined();
    expect(await decidedFor(pull.repositoryId)).toMatchObject({
      mode: "observe",
      enforced: false,
      decision: { outcome: "withhold" },
    });
  });

  it("asks nothing outside of the policy's boundary", async () => {
    const pull = await opened("sandbox-play");

    expect(runOn(flow, pull)).toBeUndefined();
    expect(await decidedFor(pull.repositoryId)).toMatchObject({ decision: { outcome: "allow", people: [] } });
  });

  it.each([
    ["private", "payments-api", true],
    ["internal", "handbook", false],
    ["public", "docs", false],
  ])("names people on a %s repository as the policy's default says (%s: %s)", async (_, name, named) => {
    const pull = await opened(name);

    const { title, summary, text } = runOn(flow, pull)?.output ?? {};
    // The random id in a link may spell anybody's login.
    const shown = `${title}\n${summary}\n${text}`.replaceAll(/https?:[^\s)]+/g, "");
    expect(title).toContain("2 of 2 people");
    expect(PEOPLE.filter((login) => shown.includes(login))).toEqual(named ? ["mira", "jo"] : []);
    expect(/Novak|acme\.example/.test(shown)).toBe(false);
  });
});
