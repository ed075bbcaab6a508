import { beforeEach, describe, expect, it } from "vitest";
import { GitHubUnavailableError } from "../../src/domain/errors.ts";
import { createAccessReader } from "../../src/github/account-access.ts";
import type { AccessReader } from "../../src/pipeline/access/github-port.ts";
import type { GitHub } from "../sandbox/github/server.ts";
import { useGitHub } from "../sandbox/github/testing.ts";
import { clientOn, GRANTING, namesOn } from "../support/granting-github.ts";

describe("a look at what one account has of its own", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let reader: AccessReader;
  let names: ReturnType<typeof namesOn>;

  beforeEach(async () => {
    github = await sandbox.start({ app: { permissions: GRANTING } });
    names = namesOn(github);
    reader = createAccessReader(await clientOn(github));
  });

  const asked = (teams: readonly string[], repositories: readonly string[] = []) => ({
    teams: teams.map((slug) => names.team(slug)),
    repositories: repositories.map((name) => names.repository(name)),
  });
  const look = (login: string, ...seats: Parameters<typeof asked>) =>
    reader.readAccount(names.installation, names.account(login), asked(...seats));
  const requests = async (act: () => Promise<unknown>) => {
    const before = github.requests.all.length;
    await act();
    const { read, write } = github.countRequests(before);
    return read + write;
  };

  it("tells membership, seats with their roles, and direct roles, in two requests", async () => {
    github.actions.addToTeam({ as: "sam", team: "platform", user: "jo", role: "maintainer" });
    github.actions.setCollaborator({ as: "sam", repository: "web", user: "jo", role: "triage" });

    expect(await look("jo", ["payments", "platform", "security"], ["web", "infra"])).toEqual({
      login: "jo",
      membership: { state: "active", role: "member" },
      teams: [
        { ...names.team("payments"), role: "member", state: "active" },
        { ...names.team("platform"), role: "maintainer", state: "active" },
      ],
      repositories: [{ id: names.repository("web").id, role: "triage" }],
      invitation: null,
    });
    expect(await requests(() => look("jo", ["payments"], ["web"]))).toBe(2);
  });

  it("tells owners apart", async () => {
    expect((await look("sam", []))?.membership).toEqual({ state: "active", role: "owner" });
  });

  it("tells a direct role apart from what a team gives on the same repository", async () => {
    github.actions.setCollaborator({ as: "sam", repository: "payments-api", user: "jo", role: "read" });

    expect((await look("jo", [], ["payments-api"]))?.repositories).toMatchObject([{ role: "read" }]);
  });

  it("leaves out the seat on a team above, which is the lower team's", async () => {
    github.actions.createTeam({ as: "sam", team: "cards", parent: "payments" });
    github.actions.addMember({ as: "sam", user: "audrey", teams: ["cards"] });

    expect((await look("audrey", ["cards", "payments"]))?.teams.map(({ slug }) => slug)).toEqual(["cards"]);
  });

  it("names the teams of an invitation that waits, in two requests more", async () => {
    const { id } = github.actions.inviteMember({ as: "sam", user: "audrey", teams: ["payments", "frontend"] });
    const audrey = () => look("audrey", ["payments", "platform"]);

    expect(await audrey()).toMatchObject({
      membership: { state: "pending", role: "member" },
      teams: [{ slug: "payments", state: "pending" }],
      invitation: { id, teamIds: [names.team("payments").id, names.team("frontend").id] },
    });
    expect(await requests(audrey)).toBe(4);
  });

  it("shows an outside collaborator as no member with a role", async () => {
    expect(await look("noor", ["payments"], ["web"])).toMatchObject({
      membership: { state: "none", role: null },
      teams: [],
      repositories: [{ role: "write" }],
    });
  });

  it("follows an account to its new login, and does not take the next owner of the old one for it", async () => {
    const jo = names.account("jo");
    github.actions.renameAccount({ as: "jo", login: "jo-berg" });
    github.actions.createAccount({ login: "jo" });

    const found = await reader.readAccount(names.installation, jo, asked(["payments"]));

    expect(found).toMatchObject({ login: "jo-berg", membership: { state: "active" }, teams: [{ slug: "payments" }] });
  });

  it("tells nothing of an account that is gone", async () => {
    const jo = names.account("jo");
    github.actions.deleteAccount({ as: "jo" });
    github.actions.createAccount({ login: "jo" });

    expect(await reader.readAccount(names.installation, jo, asked(["payments"]))).toBeNull();
  });

  it("tells the slug of today", async () => {
    const payments = names.team("payments");
    github.actions.renameTeam({ as: "sam", team: "payments", slug: "cards" });

    const found = await reader.readAccount(names.installation, names.account("jo"), {
      teams: [payments],
      repositories: [],
    });

    expect(found?.teams).toMatchObject([{ id: payments.id, slug: "cards" }]);
  });

  it("reads further pages of teams and further repositories, and misses none", async () => {
    const teams = Array.from({ length: 101 }, (_, index) => `team-${index}`);
    for (const team of teams) {
      github.actions.createTeam({ as: "sam", team });
      github.actions.addToTeam({ as: "sam", team, user: "ada" });
    }
    const repositories = Array.from({ length: 51 }, (_, index) => `repository-${index}`);
    for (const name of repositories) {
      github.actions.createRepository({ as: "sam", name });
      github.actions.setCollaborator({ as: "sam", repository: name, user: "ada" });
    }

    const found = await look("ada", teams, repositories);

    expect(found?.teams).toHaveLength(101);
    expect(found?.repositories).toHaveLength(51);
  });

  it("verifies one seat in one request", async () => {
    const seat = { kind: "team", team: names.team("payments") } as const;
    const verify = (login: string) => reader.verifySeat(names.installation, names.account(login), seat);

    expect(await verify("jo")).toBe("member");
    expect(await verify("leo")).toBeNull();
    expect(await requests(() => verify("jo"))).toBe(1);
  });

  it("verifies one direct role in one request", async () => {
    const web = { kind: "repository", repository: names.repository("web") } as const;
    const verify = (login: string) => reader.verifySeat(names.installation, names.account(login), web);

    expect(await verify("noor")).toBe("write");
    expect(await verify("jo")).toBeNull();
    expect(await requests(() => verify("noor"))).toBe(1);
  });

  it.each([{ route: "graphql" }, { route: "/orgs/{org}/memberships/{username}" }])(
    "takes no failure for having no access: $route",
    async ({ route }) => {
      github.faults.set({ route, failWith: 502 });

      await expect(look("jo", ["payments"])).rejects.toThrow(GitHubUnavailableError);
    },
  );
});
