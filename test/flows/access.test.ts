import { beforeAll, describe, expect, it } from "vitest";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

interface Told {
  readonly kind: string;
  readonly subject?: string;
  readonly team_id?: number;
  readonly repository_id?: number;
  readonly external_id?: string;
  readonly role?: string;
  readonly present?: boolean;
}
const keyOf = (told: Told) =>
  [told.kind, told.subject, told.team_id, told.repository_id, told.external_id]
    .map((part) => String(part ?? ""))
    .join(":");

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
      where: { id: { gt: last?.id ?? 0n } },
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

    const [baseline, ...others] = await entriesOf("access.baseline");
    expect(others).toEqual([]);
    expect(baseline?.counts).toMatchObject({ members: 5, teams: 4, repositories: 8 });
    const rows = await flow.database.db.accessObservation.groupBy({
      by: ["kind"],
      _count: true,
      orderBy: { kind: "asc" },
    });
    expect(rows.map(({ kind, _count }) => [kind, _count])).toEqual([
      ["app", 1],
      ["app-on-some", 1],
      ["base", 1],
      ["collaborator", 1],
      ["deploy-key", 1],
      ["member", 5],
      ["org-role", 1],
      ["team", 4],
      ["team-member", 7],
      ["team-repository", 15],
      ["visibility", 8],
    ]);
    const unknown = await flow.database.db.accessObservation.findMany({ where: { role: "unknown" } });
    expect(unknown.map(({ kind }) => kind).sort()).toEqual(["app", "app-on-some", "base", "deploy-key", "org-role"]);
  });

  it.each([
    [
      "joins the organisation",
      (actions: typeof flow.github.actions) => actions.addMember({ as: "sam", user: "audrey" }),
      () => [
        { ...none, kind: "invitation", account: userId("audrey"), role: "direct_member", present: true },
        { ...none, kind: "member", account: userId("audrey"), role: "member", present: true },
        { ...none, kind: "invitation", account: userId("audrey"), role: "direct_member", present: false },
      ],
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
    expect(entries.map(({ access }) => access)).toMatchObject(
      seen.map(({ kind, present, role }) => ({ kind, present, source: "event", ...(role ? { role } : {}) })),
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

  it("ends with the team, and nobody is told of each seat", async () => {
    const { actions } = flow.github;
    const id = actions.createTeam({ as: "sam", team: "short-lived" }).id;
    actions.addToTeam({ as: "sam", team: "short-lived", user: "leo" });
    actions.giveTeamRepository({ as: "sam", team: "short-lived", repository: "infra", role: "write" });
    await flow.settled();

    const seen = await observed(() => actions.deleteTeam({ as: "sam", team: "short-lived" }));

    expect(seen.map(({ kind, team, present }) => [kind, team, present]).sort()).toEqual([
      ["team", id, false],
      ["team-member", id, false],
      ["team-repository", id, false],
    ]);
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

  describe("and no delivery tells of a change", () => {
    const lastLook = new Date(Date.now() - 3_600_000);
    const seen = (kind: string, more: object = {}) =>
      flow.database.db.accessObservation.findMany({ where: { kind, source: "sweep", ...more } });

    beforeAll(async () => {
      const acme = [...flow.github.state.organizations.values()][0];
      const installation = [...flow.github.state.installations.values()][0];
      if (!acme || !installation) throw new Error("Acme has an installation");
      acme.teams.get(teamId("security"))?.members.set(userId("mira"), "maintainer");
      const role = { id: 8132, name: "all_repo_read", baseRole: "read" } as const;
      acme.roles = [{ ...role, users: new Set([userId("ada")]), teams: new Set([teamId("security")]) }];
      const infra = flow.github.state.repositoryNames.get("acme/infra");
      infra?.deployKeys.set(1, { id: 1, title: "ci", readOnly: false });
      const asked = ["administration", "organization_administration", "organization_custom_org_roles"];
      const granted = Object.fromEntries(asked.map((permission) => [permission, "read"]));
      Object.assign(installation, { permissions: { ...installation.permissions, ...granted } });
      await flow.database.db.installation.updateMany({ data: { baselineAt: lastLook } });
      // A token allows what was granted when it was made: after a start it is a new one.
      await flow.restart();
      await flow.settled();
    });

    it("is found by the next look, which says since when at the earliest", async () => {
      const [seat] = await seen("team-member", { present: true });

      expect(seat).toMatchObject({
        ...{ accountId: BigInt(userId("mira")), teamId: BigInt(teamId("security")), role: "maintainer" },
        ...{ notBefore: lastLook, deliveryId: null },
      });
    });

    it("is drift where it should have been told, and none where nobody could look before", async () => {
      const drift = await entriesOf("access.drift");

      expect(drift.map(({ access, expected, found }) => ({ access, expected, found }))).toMatchObject([
        {
          access: { kind: "team-member", team_id: teamId("security") },
          expected: { present: false },
          found: { present: true, role: "maintainer" },
        },
      ]);
    });

    it("is read from the day on which it is shown: base permission, organisation roles, deploy keys", async () => {
      const rows = await flow.database.db.accessObservation.findMany({
        where: { kind: { in: ["base", "org-role", "deploy-key"] }, present: true, role: { not: "unknown" } },
      });

      expect(rows.map(({ kind, role, externalId }) => [kind, role, externalId !== null]).sort()).toEqual([
        ["base", "none", false],
        ["deploy-key", "write", true],
        ["org-role", "all_repo_read", true],
        ["org-role", "all_repo_read", true],
        ["org-role", "read", true],
      ]);
    });

    it("is in the log, which alone tells who has which access", async () => {
      const told = await entriesOf("access.snapshot");
      const held = new Map<string, unknown>();
      for (const { observations } of told)
        for (const one of observations as Told[]) held.set(keyOf(one), one.role ?? null);
      for (const { access, subject } of await entriesOf("access.observed")) {
        const one = { ...(access as Told), ...(subject === undefined ? {} : { subject: String(subject) }) };
        if (one.present) held.set(keyOf(one), one.role ?? null);
        else held.delete(keyOf(one));
      }

      expect([...held].sort()).toEqual((await heldByRows()).sort());
    });

    /** What the rows say now, in the log's words. */
    async function heldByRows(): Promise<[string, unknown][]> {
      const accounts = await flow.database.db.account.findMany();
      const persons = new Map(accounts.map(({ id, personId }) => [id, personId]));
      const rows = await flow.database.db.accessObservation.findMany({
        orderBy: [{ observedAt: "asc" }, { id: "asc" }],
      });
      const newest = [...new Map(rows.map((row) => [row.key, row])).values()];
      return newest
        .filter(({ present }) => present)
        .map(({ kind, accountId, teamId, repositoryId, externalId, role }) => {
          const subject = accountId === null ? null : persons.get(accountId);
          const isName = kind === "team" || (kind === "org-role" && (accountId ?? teamId) !== null);
          const key = [kind, subject, teamId, repositoryId, externalId].map((part) => String(part ?? ""));
          return [key.join(":"), isName ? null : role];
        });
    }
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
