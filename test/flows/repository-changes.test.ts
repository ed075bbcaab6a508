import { beforeAll, describe, expect, it } from "vitest";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const inThirtyDays = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe("a repository that changes while a pull request is open", () => {
  const flow = useFlow({
    enforcement: `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
  scopes:
    - { repositories: [legacy-*], mode: observe, until: ${inThirtyDays}, reason: SEC-2 }
`,
  });

  async function opened(repository: string) {
    const pull = flow.github.actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    await flow.settled();
    return pull;
  }

  it("is decided anew under its new name, which chooses its scope", async () => {
    const pull = await opened("acme/legacy-crm");
    expect(runOn(flow, pull)).toBeUndefined();

    flow.github.actions.renameRepository({ as: "sam", repository: "acme/legacy-crm", name: "crm" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("names nobody any more once it is public", async () => {
    const pull = await opened("acme/payments-api");
    expect(runOn(flow, pull)?.output.summary).toContain("mira");

    flow.github.actions.setVisibility({ as: "sam", repository: "acme/payments-api", visibility: "public" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(runOn(flow, pull)?.output.summary).not.toContain("mira");
  });
});

describe("access that no delivery told of", () => {
  const flow = useFlow();
  beforeAll(() => train(flow, "ada"));

  const byAudrey = (repository: string) =>
    flow.github.actions.openPullRequest({ as: "audrey", repository, commits: [{}] });
  const lose = (event: string) =>
    flow.github.deliveries.faults.add({ event, count: 1, fault: { kind: "lose", listed: false } });
  const aDayPasses = () =>
    flow.database.db.$executeRaw`UPDATE installation SET baseline_at = baseline_at - interval '25 hours'`;

  it("is read when a repository comes to the installation, with whom it brings along", async () => {
    const { actions } = flow.github;
    actions.selectRepositories({ as: "sam", repositories: ["payments-api", ".github"] });
    await flow.settled();
    actions.setCollaborator({ as: "sam", repository: "acme/web", user: "audrey", role: "write" });
    actions.selectRepositories({ as: "sam", repositories: null });
    await flow.settled();

    const pull = byAudrey("acme/web");
    await flow.settled();

    expect(runOn(flow, pull)).toMatchObject({ conclusion: "action_required" });
  });

  it("is found within a day, and the open pull requests follow", async () => {
    const { actions } = flow.github;
    lose("member");
    actions.setCollaborator({ as: "sam", repository: "acme/infra", user: "audrey", role: "write" });
    const pull = byAudrey("acme/infra");
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("neutral");

    await aDayPasses();
    await flow.sweep();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("is found also where it was taken away, and both are in the log", async () => {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({
      as: "ada",
      repository: "acme/payments-api",
      commits: [{ author: "jo" }],
    });
    lose("organization.member_removed");
    actions.removeMember({ as: "sam", user: "jo" });
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");

    await aDayPasses();
    await flow.sweep();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
    const rows = await flow.database.db.logEntry.findMany({ where: { type: "access.observed" } });
    const told = rows.map(({ body }) => JSON.parse(body) as { source: object; access: object });
    expect(told).toContainEqual(
      expect.objectContaining({
        source: { kind: "reconcile" },
        access: expect.objectContaining({ kind: "member", role: "member", present: false, source: "sweep" }),
      }),
    );
  });

  it("is found of a team that the enterprise keeps, and ends with a repository that is deleted, each once", async () => {
    const { actions } = flow.github;
    const { db } = flow.database;
    actions.createAccount({ login: "vera" });
    const { id: team } = actions.assignEnterpriseTeam({
      ...{ as: "sam", team: "ent:auditors", members: ["vera"] },
      repositories: [["acme/infra", "triage"]],
    });
    const { id: gone } = flow.github.state.repositoryNames.get("acme/legacy-crm") ?? { id: 0 };
    actions.deleteRepository({ as: "sam", repository: "acme/legacy-crm" });
    await flow.settled();
    await aDayPasses();
    await flow.sweep();

    const ofTeam = await db.accessObservation.findMany({ where: { teamId: BigInt(team) }, orderBy: { kind: "asc" } });
    expect(ofTeam.map(({ kind, role, source }) => [kind, role, source])).toEqual([
      ["enterprise-team", "assigned", "sweep"],
      ["team", "ent:auditors", "sweep"],
      ["team-member", "member", "sweep"],
      ["team-repository", "triage", "sweep"],
    ]);
    const onGone = await db.accessObservation.findMany({
      where: { repositoryId: BigInt(gone) },
      distinct: ["key"],
      orderBy: [{ key: "asc" }, { observedAt: "desc" }, { id: "desc" }],
    });
    expect(onGone.length).toBeGreaterThan(1);
    expect(onGone.filter(({ present }) => present)).toEqual([]);

    const known = await db.accessObservation.count();
    await aDayPasses();
    await flow.sweep();

    expect(await db.accessObservation.count()).toBe(known);
  });
});
