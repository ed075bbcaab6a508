import { beforeEach, describe, expect, it } from "vitest";
import { RefusedError } from "./github/actions/refused.ts";
import type { GitHub } from "./github/server.ts";
import { useGitHub } from "./github/testing.ts";

const repository = "payments-api";

describe("what people do", () => {
  const sandbox = useGitHub();
  let github: GitHub;

  beforeEach(async () => {
    github = await sandbox.start();
  });

  const events = () => github.deliveries.all().map(({ event, action }) => (action ? `${event}.${action}` : event));
  const last = () => JSON.parse(github.deliveries.all().at(-1)?.body ?? "{}") as Record<string, never>;

  it("is refused where their role is not enough", () => {
    const open = (as: string, where: string, fork = false) =>
      github.actions.openPullRequest({ as, repository: where, fork });

    expect(() => open("mira", "web")).toThrow(new RefusedError("mira has none on acme/web, and this needs write"));
    expect(() => open("audrey", repository, true)).toThrow(RefusedError);
    expect(() => open("leo", repository)).toThrow("leo has triage");
    expect(open("audrey", "docs", true).headRepositoryId).not.toBe(open("ada", "docs").headRepositoryId);
  });

  it("pushes, and the pull requests from that branch follow, pusher apart from author", () => {
    const pull = github.actions.openPullRequest({ as: "mira", repository });
    const before = pull.headSha;

    const { sha } = github.actions.push({ as: "jo", repository, branch: pull.headRef });

    const synchronize = github.deliveries.all().find(({ action }) => action === "synchronize");
    expect(pull.headSha).toBe(sha);
    expect(pull.commits).toHaveLength(2);
    expect(JSON.parse(synchronize?.body ?? "{}")).toMatchObject({
      before,
      after: sha,
      sender: { login: "jo" },
      pull_request: { user: { login: "mira" } },
    });
  });

  it("rewrites a branch: the old commits are gone from the pull request", () => {
    const pull = github.actions.openPullRequest({ as: "mira", repository, commits: [{}, {}, {}] });

    const { sha } = github.actions.push({ as: "mira", repository, branch: pull.headRef, forceFrom: "main" });

    expect(pull.commits).toEqual([sha]);
    expect(
      JSON.parse(
        github.deliveries.all().find(({ event, body }) => event === "push" && body.includes(`"after":"${sha}"`))
          ?.body ?? "{}",
      ),
    ).toMatchObject({ forced: true });
  });

  it("opens two pull requests with one head", () => {
    github.actions.push({ as: "mira", repository, branch: "release" });
    const one = github.actions.openPullRequest({ as: "mira", repository, branch: "shared" });

    const two = github.actions.openPullRequest({ as: "jo", repository, branch: "shared", base: "release" });

    expect(two.headSha).toBe(one.headSha);
    expect(two.number).toBe(one.number + 1);
  });

  it("changes the base, which says from what", () => {
    const { sha } = github.actions.push({ as: "mira", repository, branch: "release" });
    const pull = github.actions.openPullRequest({ as: "mira", repository });

    github.actions.changeBase({ as: "mira", repository, number: pull.number, base: "release" });

    expect(pull.baseSha).toBe(sha);
    expect(last()).toMatchObject({
      action: "edited",
      changes: { base: { ref: { from: "main" } } },
      pull_request: { base: { ref: "release" } },
    });
  });

  it.each(["merge", "squash", "rebase"] as const)("merges by %s, and says so after the push", (method) => {
    const pull = github.actions.openPullRequest({ as: "mira", repository, commits: [{}, { author: "jo" }] });
    const main = () => github.state.repositoryNames.get(`acme/${repository}`)?.branches.get("main");

    github.actions.mergePullRequest({ as: "ada", repository, number: pull.number, method });

    const tip = github.state.commits.get(main() ?? "");
    expect(main()).toBe(pull.mergeCommitSha);
    expect(tip?.signature).toBe(method === "rebase" ? "none" : "github");
    expect(tip?.parents).toHaveLength(method === "merge" ? 2 : 1);
    if (method === "squash") expect(tip?.message).toContain("Co-authored-by: Jo Berg <jo@acme.example>");
    expect(events().slice(-3)).toEqual(["push", "check_suite.requested", "pull_request.closed"]);
    expect(last()).toMatchObject({
      pull_request: { merged: true, merged_by: { login: "ada" } },
      sender: { login: "ada" },
    });
  });

  it("keeps people from pushing past a required check", () => {
    github.actions.requireCheck({ as: "sam", repository });

    expect(() => github.actions.push({ as: "ada", repository, branch: "main" })).toThrow("protected");
  });

  it("deletes a branch, which closes what came from it, and a fork, which does not", () => {
    const here = github.actions.openPullRequest({ as: "mira", repository });
    const there = github.actions.openPullRequest({ as: "audrey", repository: "docs", fork: true });

    github.actions.deleteBranch({ as: "mira", repository, branch: here.headRef });
    github.actions.deleteRepository({ as: "audrey", repository: "audrey/docs" });
    github.actions.comment({ as: "audrey", repository: "docs", number: there.number, body: "Still here" });
    github.actions.closePullRequest({ as: "audrey", repository: "docs", number: there.number });

    expect(here.state).toBe("closed");
    expect(last()).toMatchObject({ action: "closed", pull_request: { head: { sha: there.headSha, repo: null } } });
  });

  it("tells an App of a deleted repository only that it no longer reaches it", () => {
    github.actions.deleteRepository({ as: "sam", repository: "legacy-crm" });

    expect(events()).toEqual(["installation_repositories.removed"]);
    expect(last()).toMatchObject({ repositories_removed: [{ name: "legacy-crm" }] });
  });

  it("writes files that the contents of the branch show from then on", () => {
    github.actions.commitFile({
      as: "sam",
      repository: ".github",
      path: ".github/app.yml",
      content: "enforcement: {}\n",
    });

    const home = github.state.repositoryNames.get("acme/.github");
    const tip = github.state.commits.get(home?.branches.get("main") ?? "");
    expect(tip?.files.get(".github/app.yml")).toBe("enforcement: {}\n");
    expect(events()).toContain("push");
  });

  it("adds and removes members with their seats", () => {
    github.actions.addMember({ as: "sam", user: "audrey", teams: ["payments"] });
    github.actions.removeMember({ as: "sam", user: "audrey" });

    expect(events()).toEqual([
      "organization.member_invited",
      "organization.member_added",
      "membership.added",
      "membership.removed",
      "organization.member_removed",
    ]);
    expect(() => github.actions.addMember({ as: "mira", user: "audrey" })).toThrow("mira is no owner of acme");
    expect(() => github.actions.removeMember({ as: "sam", user: "sam" })).toThrow("the last owner cannot be removed");
  });
});
