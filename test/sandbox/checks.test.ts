import { beforeEach, describe, expect, it } from "vitest";
import type { GitHub } from "./github/server.ts";
import type { PullRequest } from "./github/state.ts";
import { installationClient, useGitHub } from "./github/testing.ts";

const HERE = { owner: "acme", repo: "payments-api" } as const;

describe("check runs", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let pull: PullRequest;
  let client: Awaited<ReturnType<typeof installationClient>>;

  beforeEach(async () => {
    github = await sandbox.start();
    pull = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    client = await installationClient(github);
  });

  const create = (more: object = {}) =>
    client.rest.checks.create({ ...HERE, name: "training-gate", head_sha: pull.headSha, ...more });

  it("live from creation to another conclusion", async () => {
    const output = { title: "One person needs training", summary: "@mira" };
    const { data: run } = await create({
      status: "completed",
      conclusion: "action_required",
      output,
      external_id: "x1",
    });
    await client.rest.checks.update({
      ...HERE,
      check_run_id: run.id,
      conclusion: "success",
      output: { summary: "Done" },
    });

    const now = github.latestRun("payments-api", pull.headSha);

    expect(run.id).toBeGreaterThan(2 ** 31);
    expect(now).toMatchObject({
      conclusion: "success",
      externalId: "x1",
      output: { title: output.title, summary: "Done" },
    });
    expect(github.violations).toEqual([]);
  });

  it("are refused on a commit that the repository does not have", async () => {
    await expect(create({ head_sha: "f".repeat(40) })).rejects.toMatchObject({ status: 422 });
  });

  it("may be put on the head of a pull request from a fork", async () => {
    const fork = github.actions.openPullRequest({ as: "noor", repository: "docs", fork: true });

    const { data } = await client.rest.checks.create({
      owner: "acme",
      repo: "docs",
      name: "training-gate",
      head_sha: fork.headSha,
    });

    expect(data.pull_requests).toEqual([]);
  });

  it("cannot be moved to another commit", async () => {
    const { data: run } = await create();

    const moving = client.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      ...HERE,
      check_run_id: run.id,
      head_sha: pull.headSha,
      status: "queued",
    });

    await expect(moving).rejects.toMatchObject({ status: 422 });
  });

  it.each([
    ["a summary of more than 65,535 characters", { output: { title: "t", summary: "x".repeat(65_536) } }],
    [
      "four buttons",
      { actions: Array.from({ length: 4 }, (_, at) => ({ label: "a", description: "b", identifier: `${at}` })) },
    ],
    ["a label of more than 20 characters", { actions: [{ label: "x".repeat(21), description: "b", identifier: "c" }] }],
    ["a conclusion that GitHub does not know", { conclusion: "maybe" }],
    ["a key that GitHub does not know", { color: "red" }],
  ])("are refused with %s, and the mistake is recorded", async (_, more) => {
    await expect(create(more)).rejects.toMatchObject({ status: 422 });

    expect(github.violations).toHaveLength(1);
  });

  it("of one name count by the newest", async () => {
    await create({ conclusion: "success" });
    await create({ conclusion: "failure" });
    const list = (filter: "latest" | "all") => client.rest.checks.listForRef({ ...HERE, ref: pull.headSha, filter });

    expect((await list("all")).data.total_count).toBe(2);
    expect((await list("latest")).data.check_runs.map(({ conclusion }) => conclusion)).toEqual(["failure"]);
  });

  it("decide whether a pull request merges where they are required", async () => {
    github.actions.requireCheck({ as: "sam", repository: "payments-api" });
    const merge = () => github.actions.mergePullRequest({ as: "ada", repository: "payments-api", number: pull.number });

    expect(merge).toThrow('Required status check "training-gate" is expected.');
    const { data: run } = await create({ conclusion: "action_required" });
    expect(merge).toThrow("is failing");
    await client.rest.checks.update({ ...HERE, check_run_id: run.id, conclusion: "neutral" });

    expect(merge().mergedAt).not.toBeNull();
  });

  it("of somebody else neither satisfy a check pinned to the App nor can be changed by it", async () => {
    github.actions.requireCheck({ as: "sam", repository: "payments-api" });
    const given = { repository: "payments-api", sha: pull.headSha, appId: 1 };
    const forged = github.actions.reportForeignCheck({ ...given, conclusion: "success" });

    const changing = client.rest.checks.update({ ...HERE, check_run_id: forged.id, conclusion: "failure" });

    await expect(changing).rejects.toMatchObject({ status: 403 });

    expect(() =>
      github.actions.mergePullRequest({ as: "ada", repository: "payments-api", number: pull.number }),
    ).toThrow("is expected");
  });

  it("tell the App alone about a re-run and a pressed button, and only for people with write", async () => {
    const received = await sandbox.receive(github);
    const given = { repository: "payments-api", number: pull.number };
    await create({
      conclusion: "failure",
      actions: [{ label: "Re-check", description: "Look again", identifier: "recheck" }],
    });

    github.actions.rerequestCheckRun({ as: "jo", ...given });
    github.actions.clickAction({ as: "jo", ...given, identifier: "recheck" });
    await github.deliveries.idle();

    const actions = received.map(({ body }) => (JSON.parse(body) as { action: string }).action);
    expect(actions).toEqual(expect.arrayContaining(["rerequested", "requested_action"]));
    expect(() => github.actions.rerequestCheckRun({ as: "leo", ...given })).toThrow("leo has triage");
    expect(() => github.actions.clickAction({ as: "jo", ...given, identifier: "other" })).toThrow("no button");
  });
});
