import { describe, expect, it } from "vitest";
import { createHeadReader } from "../../src/github/heads.ts";
import { aClient, repository, useApiGitHub } from "../support/api-github.ts";

const sha = "a".repeat(40);

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const pull = (number: number, change: object = {}) => ({
  number,
  state: "OPEN",
  isDraft: false,
  merged: false,
  updatedAt: "2026-11-23T12:00:00Z",
  headRefOid: sha,
  headRefName: "topic",
  baseRefName: "main",
  author: { __typename: "User", login: "mira", databaseId: 71 },
  ...change,
});

const commit = (oid: string) => ({
  commit: {
    oid,
    author: { name: "Mira", email: "Mira@Acme.example", user: { databaseId: 71, login: "mira" } },
    authors: {
      nodes: [
        { name: "Mira", email: "mira@acme.example", user: null },
        { name: "Jo", email: "jo@acme.example", user: null },
      ],
    },
    signature: null,
    parents: { totalCount: 1 },
    associatedPullRequests: { nodes: [] },
  },
});

const commits = (oids: readonly string[], totalCount: number, endCursor: string | null = null) => ({
  totalCount,
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
  nodes: oids.map(commit),
});

describe("reading a head", () => {
  const api = useApiGitHub();
  const read = (numbers: readonly number[]) =>
    createHeadReader(aClient()).readHead(repository, { headSha: sha, numbers });
  const associated = (nodes: readonly object[]) => ({ associatedPullRequests: { nodes } });
  function answers(operation: string, repositoryNode: object | null): void {
    api
      .post("/graphql", ({ query }: Asked) => query.startsWith(`query ${operation}(`))
      .reply(200, { data: { repository: repositoryNode } });
  }

  it("takes one request where the pull requests are known and have one page", async () => {
    answers("ReadHead", { p1: { ...pull(1), commits: commits(["c1", "c2"], 2) }, object: associated([]) });

    const { pulls, ranges, missing } = await read([1]);

    expect(missing).toEqual([]);
    expect(pulls.map(({ number, state, author }) => [number, state, author?.id])).toEqual([[1, "open", 71]]);
    expect(ranges.map((range) => range.commits.map((one) => one.sha))).toEqual([["c1", "c2"]]);
  });

  it("takes the git author out of the co-authors, whose first he is, in whatever case his address is written", async () => {
    answers("ReadHead", { p1: { ...pull(1), commits: commits(["c1"], 1) }, object: associated([]) });

    const [range] = (await read([1])).ranges;

    expect(range?.commits[0]?.author).toMatchObject({ email: "mira@acme.example", account: { id: 71 } });
    expect(range?.commits[0]?.coAuthors.map(({ email }) => email)).toEqual(["jo@acme.example"]);
  });

  it("pages on to the last commit", async () => {
    answers("ReadHead", { p1: { ...pull(1), commits: commits(["c1"], 2, "next") }, object: associated([]) });
    api
      .post("/graphql", ({ query, variables }: Asked) => /ReadCommits/.test(query) && variables.after === "next")
      .reply(200, { data: { repository: { pullRequest: { headRefOid: sha, commits: commits(["c2"], 2) } } } });

    const [range] = (await read([1])).ranges;

    expect(range?.commits).toHaveLength(2);
  });

  it.each([
    ["the head moved meanwhile", { headRefOid: "b".repeat(40), commits: commits(["c2"], 2) }],
    ["GitHub repeats itself", { headRefOid: sha, commits: commits(["c1"], 2) }],
    ["the pull request is gone", null],
  ])("says that the commits are missing where %s: part of them is never taken for all", async (_, second) => {
    answers("ReadHead", { p1: { ...pull(1), commits: commits(["c1"], 2, "next") }, object: associated([]) });
    answers("ReadCommits", { pullRequest: second });

    const { ranges, missing } = await read([1]);

    expect(ranges).toEqual([]);
    expect(missing).toEqual(["commits of #1"]);
  });

  it("reads pull requests that only GitHub knows of, in this repository and with this very head", async () => {
    const here = { repository: { databaseId: repository.id } };
    const others = [
      { ...pull(2), ...here },
      { ...pull(3, { headRefOid: "b".repeat(40) }), ...here },
      { ...pull(4), repository: { databaseId: 1 } },
    ];
    answers("ReadHead", { object: associated(others) });
    answers("ReadCommits", { pullRequest: { headRefOid: sha, commits: commits(["c1"], 1) } });

    const { pulls, ranges } = await read([]);

    expect(pulls.map(({ number }) => number)).toEqual([2]);
    expect(ranges).toHaveLength(1);
  });

  it("says that they are missing where the head of such a one moved meanwhile: they are those of another head", async () => {
    answers("ReadHead", { object: associated([{ ...pull(2), repository: { databaseId: repository.id } }]) });
    answers("ReadCommits", { pullRequest: { headRefOid: "b".repeat(40), commits: commits(["c9"], 1) } });

    const { ranges, missing } = await read([]);

    expect({ ranges, missing }).toEqual({ ranges: [], missing: ["commits of #2"] });
  });

  it("tells a merged pull request from a closed one, and reads the commits of neither", async () => {
    const of = (number: number, state: object) => ({ ...pull(number, state), commits: commits(["c1"], 5) });
    answers("ReadHead", {
      p1: of(1, { state: "MERGED", merged: true }),
      p2: of(2, { state: "CLOSED" }),
      object: null,
    });

    const { pulls, ranges, missing } = await read([1, 2]);

    expect(pulls.map(({ state }) => state)).toEqual(["merged", "closed"]);
    expect({ ranges, missing }).toEqual({ ranges: [], missing: [] });
  });

  it("knows nothing where the repository is not shown", async () => {
    answers("ReadHead", null);

    expect(await read([1])).toEqual({ pulls: [], ranges: [], missing: ["repository"], changed: [] });
  });

  describe("with the files that it changes", () => {
    const files = (paths: readonly string[], changedFiles: number, endCursor: string | null = null) => ({
      changedFiles,
      files: {
        pageInfo: { hasNextPage: endCursor !== null, endCursor },
        nodes: paths.map((path) => ({ path })),
      },
    });
    const readFilesOf = (numbers: readonly number[], wantsMore: (number: number, page: readonly string[]) => boolean) =>
      createHeadReader(aClient()).readHead(repository, { headSha: sha, numbers, wantsMore });
    const oneCommit = { ...pull(1), commits: commits(["c1"], 1) };
    const nextPage = (pullRequest: object | null) =>
      api
        .post("/graphql", ({ query, variables }: Asked) => /ReadFiles/.test(query) && variables.after === "next")
        .reply(200, { data: { repository: { pullRequest } } });

    it("takes the same one request where no more is wanted than the first page, and says that it is not all", async () => {
      answers("ReadHead", { p1: { ...oneCommit, ...files(["a", "b"], 150, "next") }, object: null });

      const { changed } = await readFilesOf([1], () => false);

      expect(changed).toEqual([{ number: 1, paths: ["a", "b"], isAll: false }]);
    });

    it("pages on while more is wanted, and tells each page as it comes", async () => {
      answers("ReadHead", { p1: { ...oneCommit, ...files(["a"], 2, "next") }, object: null });
      nextPage({ headRefOid: sha, ...files(["b"], 2) });
      const told: (readonly string[])[] = [];

      const { changed } = await readFilesOf([1], (_, page) => told.push(page) > 0);

      expect(told).toEqual([["a"], ["b"]]);
      expect(changed).toEqual([{ number: 1, paths: ["a", "b"], isAll: true }]);
    });

    it("says that it is not all where GitHub counts more than it lists", async () => {
      answers("ReadHead", { p1: { ...oneCommit, ...files(["a"], 3_001) }, object: null });

      expect((await readFilesOf([1], () => true)).changed).toEqual([{ number: 1, paths: ["a"], isAll: false }]);
    });

    it.each([
      ["the head moved meanwhile", { headRefOid: "b".repeat(40), ...files(["b"], 2) }],
      ["the pull request is gone", null],
    ])("tells nothing of them where %s", async (_, second) => {
      answers("ReadHead", { p1: { ...oneCommit, ...files(["a"], 2, "next") }, object: null });
      nextPage(second);

      const { changed, missing } = await readFilesOf([1], () => true);

      expect({ changed, missing }).toEqual({ changed: [{ number: 1, paths: null, isAll: false }], missing: [] });
    });

    it("reads those of pull requests that only GitHub knows of with their commits", async () => {
      const other = { ...pull(2), repository: { databaseId: repository.id } };
      answers("ReadHead", { object: associated([other]) });
      answers("ReadCommits", {
        pullRequest: { headRefOid: sha, commits: commits(["c1"], 1), ...files(["a"], 1) },
      });

      expect((await readFilesOf([], () => true)).changed).toEqual([{ number: 2, paths: ["a"], isAll: true }]);
    });

    it("does not ask for them where nobody wants them", async () => {
      api
        .post("/graphql", ({ query }: Asked) => query.startsWith("query ReadHead(") && !query.includes("files("))
        .reply(200, { data: { repository: { p1: oneCommit, object: null } } });

      expect((await read([1])).changed).toEqual([]);
    });
  });
});
