import { beforeEach, describe, expect, it } from "vitest";
import { GitHubUnavailableError, InstallationUnusableError } from "../../src/domain/errors.ts";
import { createAccessWriter } from "../../src/github/access-writer.ts";
import type { AccessWriter } from "../../src/pipeline/access/github-port.ts";
import { invitationOf } from "../sandbox/github/seats.ts";
import type { GitHub } from "../sandbox/github/server.ts";
import { useGitHub } from "../sandbox/github/testing.ts";
import { clientOn, GRANTING, namesOn } from "../support/granting-github.ts";

describe("a change of access", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let writer: AccessWriter;
  let names: ReturnType<typeof namesOn>;

  beforeEach(async () => {
    github = await sandbox.start({ app: { permissions: GRANTING } });
    names = namesOn(github);
    writer = createAccessWriter(await clientOn(github));
  });

  const add = (login: string, team: string, role: "member" | "maintainer" = "member") =>
    writer.addToTeam(names.installation, names.account(login), names.team(team), role);
  const remove = (login: string, team: string) =>
    writer.removeFromTeam(names.installation, names.account(login), names.team(team));
  const seats = (slug: string) => names.acme.teams.get(names.team(slug).id)?.members;
  const idOf = (login: string) => names.account(login).id;
  const told = () => github.deliveries.all().map(({ event, action }) => `${event}.${action}`);

  it("gives a seat with its role, in one request, and takes it again", async () => {
    const before = github.requests.all.length;

    expect(await add("leo", "payments", "maintainer")).toEqual({ ok: true, state: "active" });
    expect(github.countRequests(before)).toMatchObject({ read: 0, write: 1 });
    expect(seats("payments")?.get(idOf("leo"))).toBe("maintainer");
    expect(await remove("leo", "payments")).toEqual({ ok: true, state: "gone" });
    expect(seats("payments")?.has(idOf("leo"))).toBe(false);
    expect(github.violations).toEqual([]);
  });

  it("is told back to us with our own account as the sender", async () => {
    await add("leo", "payments");

    expect(JSON.parse(github.deliveries.all().at(-1)?.body ?? "{}")).toMatchObject({
      action: "added",
      member: { login: "leo" },
      sender: { login: "training-gate[bot]" },
    });
  });

  it("twice is as once", async () => {
    await add("leo", "payments");
    await add("leo", "payments");
    await remove("leo", "payments");

    expect(await remove("leo", "payments")).toEqual({ ok: true, state: "gone" });
    expect(told()).toEqual(["membership.added", "membership.removed"]);
  });

  it("is refused on a team that an identity provider keeps", async () => {
    github.actions.syncTeam({ as: "sam", team: "payments" });

    expect(await add("leo", "payments")).toEqual({ ok: false, why: "synced", status: 403 });
    expect(await remove("jo", "payments")).toEqual({ ok: false, why: "synced", status: 403 });
  });

  it("is an owner's matter where the App lacks the permission, and no team is taken for one that is kept elsewhere", async () => {
    const only = await sandbox.start({ app: { permissions: { ...GRANTING, members: "read" } } });
    const own = namesOn(only);
    const write = createAccessWriter(await clientOn(only));

    await expect(write.addToTeam(own.installation, own.account("leo"), own.team("payments"), "member")).rejects.toThrow(
      InstallationUnusableError,
    );
  });

  it("finds a team under its new name, and says when it is gone", async () => {
    const team = names.team("payments");
    github.actions.renameTeam({ as: "sam", team: "payments", slug: "cards" });

    expect(await writer.addToTeam(names.installation, names.account("leo"), team, "member")).toMatchObject({
      ok: true,
    });
    expect(seats("cards")?.has(idOf("leo"))).toBe(true);

    github.actions.deleteTeam({ as: "sam", team: "cards" });
    const again = await writer.addToTeam(names.installation, names.account("leo"), team, "member");
    expect(again).toEqual({ ok: false, why: "gone", status: 404 });
  });

  it("of somebody who is no member becomes an invitation at GitHub, and the answer says so", async () => {
    expect(await add("audrey", "payments")).toEqual({ ok: true, state: "pending" });
    expect(told()).toEqual(["organization.member_invited"]);
  });

  it("lowers a direct role and gives it back", async () => {
    const web = names.repository("web");
    github.actions.setCollaborator({ as: "sam", repository: "web", user: "leo", role: "maintain" });
    const role = () => github.state.repositories.get(web.id)?.collaborators.get(idOf("leo"));

    expect(await writer.setCollaborator(names.installation, names.account("leo"), web, "read")).toMatchObject({
      ok: true,
    });
    expect(role()).toBe("read");
    await writer.setCollaborator(names.installation, names.account("leo"), web, "maintain");
    expect(role()).toBe("maintain");
    expect(await writer.removeCollaborator(names.installation, names.account("leo"), web)).toEqual({
      ok: true,
      state: "gone",
    });
    expect(role()).toBeUndefined();
  });

  it("is refused where a role would be below the base permission", async () => {
    github.actions.setBasePermission({ as: "sam", role: "write" });

    const outcome = await writer.setCollaborator(
      names.installation,
      names.account("leo"),
      names.repository("web"),
      "read",
    );

    expect(outcome).toEqual({ ok: false, why: "refused", status: 422 });
  });

  it("invites with the intended teams, and takes the invitation back", async () => {
    const teams = [names.team("payments").id];

    expect(await writer.invite(names.installation, names.account("audrey"), teams)).toEqual({
      ok: true,
      state: "pending",
    });
    const invitation = invitationOf(names.acme, idOf("audrey"));
    expect(invitation).toMatchObject({ teamIds: teams, role: "member", inviterId: github.app.botId });
    const cancel = () => writer.cancelInvitation(names.installation, invitation?.id ?? 0);
    expect(await cancel()).toEqual({ ok: true, state: "gone" });
    expect(await cancel()).toEqual({ ok: true, state: "gone" });
    expect(names.acme.invitations.size).toBe(0);
    expect(github.violations).toEqual([]);
  });

  it("tells the day's limit on invitations from other refusals", async () => {
    names.acme.invitationsADay = 0;
    const invite = (login: string) => writer.invite(names.installation, names.account(login), []);

    expect(await invite("audrey")).toEqual({ ok: false, why: "invitation-limit", status: 422 });
    expect(await invite("jo")).toEqual({ ok: false, why: "refused", status: 422 });
  });

  it.each([
    ["is away", { failWith: 502 }],
    ["asks us to come back later", { failWith: 403, retryAfter: 3 }],
  ])("is tried again when GitHub %s, and no refusal is made of it", async (_, fault) => {
    github.faults.set({ kind: "write", ...fault });

    await expect(add("leo", "payments")).rejects.toThrow(GitHubUnavailableError);
  });

  it("takes somebody's fork where it takes the last access to a private repository", async () => {
    github.actions.openPullRequest({ as: "jo", repository: "web", fork: true });

    await remove("jo", "frontend");

    expect(github.state.repositoryNames.has("jo/web")).toBe(false);
    expect(github.state.repositoryNames.has("acme/web")).toBe(true);
  });
});
