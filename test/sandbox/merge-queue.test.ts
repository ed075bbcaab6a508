import { beforeEach, describe, expect, it } from "vitest";
import type { GitHub } from "./github/server.ts";
import type { PullRequest } from "./github/state.ts";
import { installationClient, useGitHub } from "./github/testing.ts";

const repository = "payments-api";
const HERE = { owner: "acme", repo: repository } as const;

describe("the merge queue", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let client: Awaited<ReturnType<typeof installationClient>>;

  beforeEach(async () => {
    github = await sandbox.start();
    client = await installationClient(github);
    github.actions.requireCheck({ as: "sam", repository });
    github.actions.enableMergeQueue({ as: "sam", repository });
  });

  const answer = (head_sha: string, conclusion: "success" | "failure" = "success") =>
    client.rest.checks.create({ ...HERE, name: "training-gate", head_sha, conclusion });
  const of = ({ number }: PullRequest, as = "ada") => ({ as, repository, number });
  const main = () => github.state.repositoryNames.get(`acme/${repository}`)?.branches.get("main");
  const groups = () =>
    github.deliveries
      .all()
      .filter(({ event }) => event === "merge_group")
      .map(({ body }) => JSON.parse(body) as Group);

  /** A pull request that may be queued. */
  async function ready(as = "ada"): Promise<PullRequest> {
    const pull = github.actions.openPullRequest({ as, repository });
    await answer(pull.headSha);
    return pull;
  }
  async function queued(as = "ada") {
    const pull = await ready(as);
    return { pull, ...github.actions.enqueue(of(pull)).group };
  }

  it("takes what passes its checks and is no draft, once, and is the only way in", async () => {
    const unchecked = github.actions.openPullRequest({ as: "ada", repository });
    const pull = await ready();
    github.actions.enqueue(of(pull));

    expect(() => github.actions.enqueue(of(unchecked))).toThrow("is expected");
    expect(() => github.actions.enqueue(of(pull))).toThrow("already");
    expect(() => github.actions.mergePullRequest(of(pull))).toThrow("merge queue");
    expect(() => github.actions.enableMergeQueue({ as: "ada", repository })).toThrow("ada has write");
    const elsewhere = github.actions.openPullRequest({ as: "noor", repository: "web" });
    expect(() => github.actions.enqueue({ as: "noor", repository: "web", number: elsewhere.number })).toThrow(
      "main has no merge queue",
    );
  });

  it("builds a commit on the base, on a branch of its own, and asks for its checks", async () => {
    const base = main();
    const { pull, headSha } = await queued();

    expect(github.state.commits.get(headSha)?.parents).toEqual([base, pull.headSha]);
    expect(groups()).toEqual([
      expect.objectContaining({
        action: "checks_requested",
        sender: expect.objectContaining({ login: "github-merge-queue[bot]" }),
        merge_group: expect.objectContaining({
          head_sha: headSha,
          head_ref: `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${base}`,
          base_sha: base,
          base_ref: "refs/heads/main",
        }),
      }),
    ]);
    expect((await client.rest.checks.listSuitesForRef({ ...HERE, ref: headSha })).data.check_suites).toMatchObject([
      { head_branch: `gh-readonly-queue/main/pr-${pull.number}-${base}` },
    ]);
  });

  it("merges what passes, and not before what is ahead of it", async () => {
    const [first, second] = [await queued(), await queued("mira")];
    expect(second.baseSha).toBe(first.headSha);

    await answer(second.headSha);
    expect(second.pull.mergedAt).toBeNull();
    await answer(first.headSha);

    expect([first, second].map(({ pull }) => pull.mergeCommitSha)).toEqual([first.headSha, second.headSha]);
    expect(main()).toBe(second.headSha);
    expect(groups().map(({ action, reason }) => reason ?? action)).toEqual([
      "checks_requested",
      "checks_requested",
      "merged",
      "merged",
    ]);
    expect(github.violations).toEqual([]);
  });

  it("throws out what fails, and builds what is behind it anew, without it", async () => {
    const [first, second] = [await queued(), await queued("mira")];
    const base = main();

    await answer(first.headSha, "failure");

    expect(first.pull).toMatchObject({ state: "open", mergedAt: null });
    expect(groups().map(({ action, reason }) => reason ?? action)).toEqual([
      "checks_requested",
      "checks_requested",
      "dequeued",
      "invalidated",
      "checks_requested",
    ]);
    const rebuilt = groups().at(-1)?.merge_group;
    expect(rebuilt?.head_sha).not.toBe(second.headSha);
    expect(rebuilt?.base_sha).toBe(base);

    await answer(rebuilt?.head_sha ?? "");

    expect(second.pull.mergedAt).not.toBeNull();
    expect(groups().at(-1)).toMatchObject({ action: "destroyed", reason: "merged" });
  });

  it("merges by the last check of a group alone where it is told to", async () => {
    github.actions.enableMergeQueue({ as: "sam", repository, strategy: "HEADGREEN" });
    const [first, second] = [await queued(), await queued("mira")];

    await answer(first.headSha, "failure");
    expect(first.pull.mergedAt).toBeNull();
    await answer(second.headSha);

    expect([first, second].every(({ pull }) => pull.mergedAt !== null)).toBe(true);
  });

  it.each([
    ["is taken out", (pull: PullRequest) => github.actions.dequeue(of(pull))],
    ["gets new commits", (pull: PullRequest) => github.actions.push({ as: "ada", repository, branch: pull.headRef })],
    ["is closed", (pull: PullRequest) => github.actions.closePullRequest(of(pull))],
    ["becomes a draft", (pull: PullRequest) => github.actions.convertToDraft(of(pull))],
  ])("lets go of a pull request that %s", async (_, act) => {
    const { pull, headSha } = await queued();

    act(pull);
    await answer(headSha);

    expect(pull.mergedAt).toBeNull();
    expect(groups().at(-1)).toMatchObject({ action: "destroyed", reason: "dequeued" });
  });

  it("is told to an App that may read it, and to no other", async () => {
    const { pull, headSha } = await queued();
    const query = `query ($branch: String) { repository(owner: "acme", name: "payments-api") {
      mergeQueue(branch: $branch) { entries(first: 10) { totalCount nodes {
        position state headCommit { oid } pullRequest { number } enqueuer { login }
      } } }
    } }`;
    const read = async (branch: string | null) => client.graphql<{ repository: object }>(query, { branch });

    expect(await read("main")).toEqual({
      repository: {
        mergeQueue: {
          entries: {
            totalCount: 1,
            nodes: [
              {
                position: 1,
                state: "AWAITING_CHECKS",
                headCommit: { oid: headSha },
                pullRequest: { number: pull.number },
                enqueuer: { login: "ada" },
              },
            ],
          },
        },
      },
    });
    expect(await read("release")).toEqual({ repository: { mergeQueue: null } });
    const { merge_queues: _, ...fewer } = github.app.permissions;
    github.actions.acceptPermissions({ as: "sam", permissions: fewer });
    client = await installationClient(github);
    await expect(read("main")).rejects.toThrow("Resource not accessible by integration");
    github.actions.enqueue(of(await ready("jo")));
    expect(groups()).toHaveLength(1);
  });
});

interface Group {
  readonly action: string;
  readonly reason?: string;
  readonly merge_group: Readonly<Record<"head_sha" | "head_ref" | "base_sha" | "base_ref", string>>;
}
