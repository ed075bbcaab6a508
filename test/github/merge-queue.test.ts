import { describe, expect, it } from "vitest";
import { createMergeQueueReader } from "../../src/github/merge-queue.ts";
import { aClient, repository, useApiGitHub } from "../support/api-github.ts";

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const entry = (position: number, change: object = {}) => ({
  id: `MQE_${position}`,
  position,
  state: "AWAITING_CHECKS",
  headCommit: { oid: `group-${position}` },
  pullRequest: {
    number: 10 + position,
    state: "OPEN",
    isDraft: false,
    merged: false,
    updatedAt: "2026-11-23T12:00:00Z",
    headRefOid: `head-${position}`,
    headRefName: "topic",
    baseRefName: "release/1",
    author: { __typename: "User", login: "mira", databaseId: 71 },
  },
  ...change,
});

const queue = (nodes: readonly (object | null)[], totalCount: number, endCursor: string | null = null) => ({
  mergeQueue: { entries: { totalCount, pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes } },
});

describe("reading a merge queue", () => {
  const api = useApiGitHub();
  const read = () => createMergeQueueReader(aClient()).readEntries(repository, "release/1");
  function answers(node: object | null, after: string | null = null): void {
    api
      .post(
        "/graphql",
        ({ query, variables }: Asked) =>
          query.startsWith("query ReadMergeQueue(") && variables.branch === "release/1" && variables.after === after,
      )
      .reply(200, { data: { repository: node } });
  }

  it("takes one request, and puts first what merges first", async () => {
    answers(queue([entry(2), entry(1, { state: "UNMERGEABLE" }), entry(3, { headCommit: null })], 3));

    const entries = await read();

    expect(entries?.map(({ groupSha, leaving, pull }) => [pull?.number, pull?.headSha, groupSha, leaving])).toEqual([
      [11, "head-1", "group-1", true],
      [12, "head-2", "group-2", false],
      [13, "head-3", null, false],
    ]);
    expect(entries?.[0]?.pull).toMatchObject({ state: "open", baseRef: "release/1", author: { id: 71 } });
  });

  it("pages on to the last entry", async () => {
    answers(queue([entry(1)], 2, "next"));
    answers(queue([entry(2)], 2), "next");

    expect((await read())?.map(({ pull }) => pull?.number)).toEqual([11, 12]);
  });

  it("keeps the place of an entry whose pull request GitHub does not name", async () => {
    answers(queue([entry(1, { pullRequest: null }), entry(2)], 2));

    expect((await read())?.map(({ pull }) => pull?.number ?? null)).toEqual([null, 12]);
  });

  it.each([
    ["an entry is kept back", () => answers(queue([entry(1), null], 2))],
    [
      "the queue moved between two pages",
      () => void [answers(queue([entry(1)], 3, "next")), answers(queue([entry(1)], 3), "next")],
    ],
    ["the repository is not there", () => answers(null)],
    ["the entries are not there", () => answers({ mergeQueue: { entries: null } })],
  ])("does not pretend to know it where %s", async (_, arrange) => {
    arrange();

    expect(await read()).toBeNull();
  });

  it("finds nothing waiting where there is no queue", async () => {
    answers({ mergeQueue: null });

    expect(await read()).toEqual([]);
  });

  it("is no answer where the App may not read queues", async () => {
    const errors = [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }];
    api.post("/graphql").reply(200, { data: { repository: { mergeQueue: null } }, errors });

    await expect(read()).rejects.toMatchObject({ name: "GitHubUnavailableError", detail: { errors: "FORBIDDEN" } });
  });
});
