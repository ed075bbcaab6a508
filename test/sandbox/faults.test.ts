import { beforeEach, describe, expect, it } from "vitest";
import type { GitHub } from "./github/server.ts";
import { installationClient, useGitHub } from "./github/testing.ts";

const HERE = { owner: "acme", repo: "payments-api" } as const;

describe("faults", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let client: Awaited<ReturnType<typeof installationClient>>;

  beforeEach(async () => {
    github = await sandbox.start();
    client = await installationClient(github);
    await client.rest.repos.get(HERE);
  });

  const read = () => client.rest.repos.get(HERE);

  it.each([500, 502])("answer %i for as many requests as told", async (status) => {
    github.faults.set({ kind: "read", count: 2, failWith: status });

    await expect(read()).rejects.toMatchObject({ status });
    await expect(read()).rejects.toMatchObject({ status });
    await expect(read()).resolves.toMatchObject({ status: 200 });
  });

  it.each([403, 429])("answer %i with retry-after", async (status) => {
    github.faults.set({ failWith: status, retryAfter: 7 });

    await expect(read()).rejects.toMatchObject({ status, response: { headers: { "retry-after": "7" } } });
  });

  it("meet only the requests that they name", async () => {
    github.faults.set({ route: "graphql", failWith: 502 });

    await expect(client.graphql("{ rateLimit { cost } }")).rejects.toMatchObject({ status: 502 });
    await expect(read()).resolves.toMatchObject({ status: 200 });
  });

  it("cut the connection, before or after the work is done", async () => {
    const pull = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    const write = () => client.rest.checks.create({ ...HERE, name: "training-gate", head_sha: pull.headSha });

    github.faults.set({ kind: "write", count: 1, failWith: "reset" });
    await expect(write()).rejects.toThrow();
    expect(github.latestRun("payments-api", pull.headSha)).toBeUndefined();

    github.faults.set({ kind: "write", count: 1, failWith: "reset", afterwards: true });
    await expect(write()).rejects.toThrow();
    expect(github.latestRun("payments-api", pull.headSha)).toMatchObject({ name: "training-gate" });
  });

  it("never answer, until the client gives up or they are cleared", async () => {
    github.faults.set({ failWith: "timeout" });

    await expect(client.rest.repos.get({ ...HERE, request: { signal: AbortSignal.timeout(50) } })).rejects.toThrow();
    const waiting = read();
    await new Promise((resolve) => setTimeout(resolve, 50));
    github.faults.clear();

    await expect(waiting).rejects.toThrow();
    await expect(read()).resolves.toMatchObject({ status: 200 });
  });

  it("slow requests down", async () => {
    github.faults.set({ count: 1, latencyMs: 120 });
    const before = performance.now();

    await read();

    expect(performance.now() - before).toBeGreaterThanOrEqual(115);
  });

  it("are seen in the list of requests, which counts reads, writes and tokens", async () => {
    const since = github.requests.all.length;
    github.faults.set({ count: 1, failWith: 502 });
    await expect(read()).rejects.toThrow();
    await read();
    await client.graphql("query Budget { rateLimit { cost } }");

    expect(github.countRequests(since)).toEqual({ read: 3, write: 0, token: 0 });
    expect(github.requests.all.slice(since).map(({ route, status }) => [route, status])).toEqual([
      ["/repos/{owner}/{repo}", 502],
      ["/repos/{owner}/{repo}", 200],
      ["graphql Budget", 200],
    ]);
  });
});
