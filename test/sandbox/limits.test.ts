import { beforeEach, describe, expect, it } from "vitest";
import type { Charge } from "./github/limits.ts";
import type { GitHub } from "./github/server.ts";
import { installationClient, useGitHub } from "./github/testing.ts";

const HERE = { owner: "acme", repo: "payments-api" } as const;

describe("rate limits", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let client: Awaited<ReturnType<typeof installationClient>>;
  let now: number;

  beforeEach(async () => {
    now = Date.now();
    github = await sandbox.start({ clock: () => new Date(now) });
    client = await installationClient(github);
  });

  it("are shown on each answer", async () => {
    const { headers } = await client.rest.repos.get(HERE);

    expect(headers).toMatchObject({
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "4999",
      "x-ratelimit-used": "1",
      "x-ratelimit-resource": "core",
    });
  });

  it("stop an endpoint at 900 points a minute, a write counting five, and let go afterwards", async () => {
    const pull = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    const write = () => client.rest.checks.create({ ...HERE, name: "training-gate", head_sha: pull.headSha });
    spend(github, 179, { endpoint: "POST /repos/{owner}/{repo}/check-runs", writes: true });
    await expect(write()).resolves.toMatchObject({ status: 201 });

    await expect(write()).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining("secondary rate limit"),
      response: { headers: { "retry-after": "60" } },
    });
    expect(github.limits.refusals.secondary).toBe(1);
    now += 60_000;

    await expect(write()).resolves.toMatchObject({ status: 201 });
  });

  it("stop the creation of content at 80 a minute, wherever it is", async () => {
    const { number } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    const write = () => client.rest.issues.createComment({ ...HERE, issue_number: number, body: "Hello" });
    spend(github, 79, { writes: true, creates: true });
    await expect(write()).resolves.toMatchObject({ status: 201 });

    await expect(write()).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining("secondary rate limit"),
    });
  });

  it("stop an installation at 5,000 points an hour, REST and GraphQL apart", async () => {
    github.limits.enabled = false;
    spend(github, 5_000);
    github.limits.enabled = true;

    const over = client.rest.repos.get(HERE);

    await expect(over).rejects.toMatchObject({ status: 403, response: { headers: { "x-ratelimit-remaining": "0" } } });
    expect(github.limits.refusals.primary).toBe(1);
    const graphql = await client.graphql("{ rateLimit { remaining cost nodeCount } }");
    expect(graphql).toEqual({ rateLimit: { remaining: 4_999, cost: 1, nodeCount: 0 } });
  });

  it("stop the hundred-and-first request at once", async () => {
    const caller = callerOf(github);
    const charge = { caller, resource: "core", endpoint: "test", writes: false, creates: false, cost: 1 } as const;
    for (let at = 0; at < 100; at++) github.limits.enter(charge);

    await expect(client.rest.repos.get(HERE)).rejects.toMatchObject({ status: 403 });
    github.limits.leave(caller);

    await expect(client.rest.repos.get(HERE)).resolves.toMatchObject({ status: 200 });
  });

  it("can be switched off", async () => {
    github.limits.enabled = false;
    spend(github, 6_000, { endpoint: "GET /repos/{owner}/{repo}" });

    await expect(client.rest.repos.get(HERE)).resolves.toMatchObject({ status: 200 });
    expect(github.limits.refusals).toEqual({ primary: 0, secondary: 0 });
  });
});

function callerOf({ state }: GitHub) {
  const installation = state.installations.values().next().value!;
  return { kind: "installation", installation, permissions: installation.permissions, repositories: null } as const;
}

/** Requests of the installation, without the wire. */
function spend(github: GitHub, times: number, charge: Partial<Charge> = {}): void {
  const caller = callerOf(github);
  for (let at = 0; at < times; at++) {
    github.limits.enter({
      caller,
      resource: "core",
      endpoint: "test",
      writes: false,
      creates: false,
      cost: 1,
      ...charge,
    });
    github.limits.leave(caller);
  }
}
