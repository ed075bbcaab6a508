import nock from "nock";
import { ProbotOctokit } from "probot";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Clock } from "../../src/domain/clock.ts";
import { installationId, orgId, repositoryId } from "../../src/domain/ids.ts";
import type { Installation, Repository } from "../../src/domain/installation.ts";
import { createGitHubClient, type GitHubClient, type Octokit } from "../../src/github/client.ts";

export const installation: Installation = {
  id: installationId(7),
  orgId: orgId(1),
  orgLogin: "acme",
  accountType: "Organization",
  repositorySelection: "all",
  permissions: {},
  suspendedAt: null,
  deletedAt: null,
  baselineAt: null,
};

export const repository: Repository = {
  id: repositoryId(42),
  installationId: installation.id,
  owner: "acme",
  name: "payments-api",
  visibility: "private",
  defaultBranch: "main",
  archived: false,
};

/** `api.github.com` as each test says it answers. What is asked and was not said fails, and so does what was said in vain. */
export function useApiGitHub(): nock.Scope {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    expect(unused).toEqual([]);
  });
  // The files that come after this one in the same worker use the network.
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
  return nock("https://api.github.com");
}

/** Our client as the product makes it, but for its sign-in and its pace. */
export function aClient(options: { clock?: Clock; auth?: object } = {}): GitHubClient {
  const { clock = () => new Date("2026-11-23T12:00:00Z"), auth = { auth: "token ghs_test" } } = options;
  const octokit = new ProbotOctokit({
    throttle: { enabled: false },
    retry: { enabled: false },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    ...auth,
  }) as Octokit;
  return createGitHubClient({ auth: async () => octokit, clock, pace: { takeMoment: async () => 0 } });
}
