import { beforeAll, describe, expect, it } from "vitest";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("who has which access", () => {
  const flow = useFlow();
  const userId = (login: string) => flow.github.state.logins.get(login)?.id ?? 0;
  const teamId = (slug: string) => {
    const acme = [...flow.github.state.organizations.values()][0];
    return [...(acme?.teams.values() ?? [])].find((team) => team.slug === slug)?.id ?? 0;
  };
  const repositoryId = (name: string) => flow.github.state.repositoryNames.get(`acme/${name}`)?.id ?? 0;

  /** What was observed while `act` ran, newest last. */
  async function observed(act: () => void) {
    const last = await flow.database.db.accessObservation.findFirst({ orderBy: { id: "desc" } });
    act();
    await flow.settled();
    const rows = await flow.database.db.accessObservation.findMany({
      where: { id: { gt: last?.id ?? 0n }, kind: { not: "team" } },
      orderBy: { id: "asc" },
    });
    return rows.map(({ kind, accountId, teamId, repositoryId, role, present, source, deliveryId }) => ({
      kind,
      account: accountId === null ? null : Number(accountId),
      team: teamId === null ? null : Number(teamId),
      repository: repositoryId === null ? null : Number(repositoryId),
      role,
      present,
      dated: source === "event" && deliveryId !== null,
    }));
  }
  async function entriesOf(type: string) {
    const rows = await flow.database.db.logEntry.findMany({ where: { type }, orderBy: { seq: "asc" } });
    return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }
  const none = { account: null, team: null, repository: null, dated: true };

  it("is read as a whole once, at the first look", async () => {
    await flow.sweep();
    await flow.restart();
    await flow.settled();

    const [baseline, ...others] = await entriesOf("access.baseline");
    expect(others).toEqual([]);
    expect(baseline?.counts).toMatchObject({ members: 5, teams: 4, repositories: 8 });
    const rows = await flow.database.db.accessObservation.groupBy({
      by: ["kind"],
      _count: true,
      orderBy: { kind: "asc" },
    });
    expect(rows.map(({ kind, _count }) => [kind, _count])).toEqual([
      ["collaborator", 1],
      ["member", 5],
      ["team", 4],
      ["team-member", 7],
      ["team-repository", 15],
    ]);
  });

  it.each([
    [
      "joins the organisation",
      (actions: typeof flow.github.actions) => actions.addMember({ as: "sam", user: "audrey" }),
      () => [{ ...none, kind: "member", account: userId("audrey"), role: "member", present: true }],
    ],
    [
      "joins a team",
      (actions: typeof flow.github.actions) => actions.addToTeam({ as: "sam", team: "payments", user: "audrey" }),
      () => [
        {
          ...none,
          kind: "team-member",
          account: userId("audrey"),
          team: teamId("payments"),
          role: "member",
          present: true,
        },
      ],
    ],
    [
      "leaves a team",
      (actions: typeof flow.github.actions) => actions.removeFromTeam({ as: "sam", team: "payments", user: "audrey" }),
      () => [
        {
          ...none,
          kind: "team-member",
          account: userId("audrey"),
          team: teamId("payments"),
          role: "member",
          present: false,
        },
      ],
    ],
    [
      "becomes a collaborator",
      (actions: typeof flow.github.actions) =>
        actions.setCollaborator({ as: "sam", repository: "acme/infra", user: "audrey", role: "maintain" }),
      () => [
        expect.objectContaining({
          kind: "collaborator",
          account: userId("audrey"),
          repository: repositoryId("infra"),
          present: true,
        }),
      ],
    ],
    [
      "is no collaborator any more",
      (actions: typeof flow.github.actions) =>
        actions.removeCollaborator({ as: "sam", repository: "acme/infra", user: "audrey" }),
      () => [
        expect.objectContaining({
          kind: "collaborator",
          account: userId("audrey"),
          repository: repositoryId("infra"),
          present: false,
        }),
      ],
    ],
    [
      "leaves the organisation",
      (actions: typeof flow.github.actions) => actions.removeMember({ as: "sam", user: "audrey" }),
      () => [{ ...none, kind: "member", account: userId("audrey"), role: "member", present: false }],
    ],
  ])("is kept as a dated observation with an entry when somebody %s", async (_, act, expected) => {
    const before = (await entriesOf("access.observed")).length;

    const seen = await observed(() => act(flow.github.actions));

    expect(seen).toEqual(expected());
    const entries = (await entriesOf("access.observed")).slice(before);
    expect(entries.map(({ access }) => access)).toEqual(
      seen.map(({ kind, present, role }) => ({ kind, present, ...(role ? { role } : {}) })),
    );
  });

  it("is kept when a team gets a repository, and loses it", async () => {
    const given = { as: "sam", team: "frontend", repository: "infra" };

    const gained = await observed(() => flow.github.actions.giveTeamRepository({ ...given, role: "admin" }));
    const lost = await observed(() => flow.github.actions.takeTeamRepository(given));

    const key = { ...none, kind: "team-repository", team: teamId("frontend"), repository: repositoryId("infra") };
    expect(gained).toEqual([{ ...key, role: "admin", present: true }]);
    expect(lost).toEqual([expect.objectContaining({ ...key, present: false })]);
  });

  describe("and a pull request that is open meanwhile", () => {
    beforeAll(() => train(flow, "ada"));

    it("asks a git author no longer who left the organisation", async () => {
      const { actions } = flow.github;
      const pull = actions.openPullRequest({ as: "ada", repository, commits: [{ author: "jo" }] });
      await flow.settled();
      expect(runOn(flow, pull)?.conclusion).toBe("action_required");

      const asked = await flow.requestsOf(() => actions.removeMember({ as: "sam", user: "jo" }));

      expect(runOn(flow, pull)?.conclusion).toBe("success");
      expect(asked).toEqual({ read: 0, write: 1, token: 0 });
    });

    it("asks a git author who comes to have access", async () => {
      const { actions } = flow.github;
      const pull = actions.openPullRequest({ as: "ada", repository, commits: [{ author: "noor" }] });
      await flow.settled();
      expect(runOn(flow, pull)?.conclusion).toBe("success");

      actions.setCollaborator({ as: "sam", repository, user: "noor", role: "read" });
      await flow.settled();

      expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    });

    it("stays as it is when somebody's access changes who is not on it", async () => {
      flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{}] });
      await flow.settled();

      const asked = await flow.requestsOf(() =>
        flow.github.actions.addToTeam({ as: "sam", team: "platform", user: "leo" }),
      );

      expect(asked).toEqual({ read: 0, write: 0, token: 0 });
    });
  });
});

describe("a team's role on a repository", () => {
  const flow = useFlow({
    enforcement: `
  mode: block
  require:
    - { who: { access: write }, layers: [developer] }
`,
  });
  beforeAll(() => train(flow, "ada"));

  it("counts for its members on the pull requests that are open, as soon as it changes", async () => {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({ as: "ada", repository, commits: [{ author: "leo" }] });
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("success");

    actions.giveTeamRepository({ as: "sam", team: "security", repository: "payments-api", role: "write" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });
});
