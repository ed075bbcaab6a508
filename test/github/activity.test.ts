import { describe, expect, it } from "vitest";
import { createActivityReader } from "../../src/github/activity.ts";
import { aClient, repository, useApiGitHub } from "../support/api-github.ts";

const path = "/repos/acme/payments-api/activity";
const asked = { ref: "refs/heads/main", per_page: 100 };
const actor = { id: 5, login: "sam", type: "User" };

const activity = (id: number, activity_type: string, more: object = {}) => ({
  id,
  activity_type,
  before: "0".repeat(40),
  after: String(id).padStart(40, "0"),
  ref: "refs/heads/main",
  timestamp: "2026-11-23T10:00:00Z",
  actor,
  ...more,
});

describe("what came onto a branch", () => {
  const api = useApiGitHub();

  it("is read newest first, page by page, down to what is old; making and deleting the branch is left out", async () => {
    const next = `<https://api.github.com${path}?ref=refs%2Fheads%2Fmain&per_page=100&after=c1>; rel="next"`;
    api
      .get(path)
      .query(asked)
      .reply(200, [activity(9, "force_push", { actor: null }), activity(8, "branch_creation")], { link: next });
    api
      .get(path)
      .query({ ...asked, after: "c1" })
      .reply(200, [activity(7, "pr_merge"), activity(6, "push")], { link: next });

    const found = await createActivityReader(aClient()).readActivity(
      repository,
      "main",
      ({ activityId }) => activityId <= 6,
    );

    expect(found).toEqual([
      expect.objectContaining({ activityId: 9, kind: "force_push", actor: null }),
      {
        activityId: 7,
        kind: "pr_merge",
        before: "0".repeat(40),
        after: "7".padStart(40, "0"),
        at: new Date("2026-11-23T10:00:00Z"),
        actor,
      },
    ]);
  });

  it("by a merge is told with who merged it: only what left just this commit, here", async () => {
    const sha = "a".repeat(40);
    const pull = {
      ...{ number: 7, state: "MERGED", isDraft: false, merged: true, updatedAt: "2026-11-23T10:00:01Z" },
      ...{ headRefOid: "b".repeat(40), headRefName: "topic", baseRefName: "main", mergedAt: "2026-11-23T10:00:00Z" },
      author: { __typename: "User", login: "mira", databaseId: 4 },
      mergedBy: { __typename: "User", login: "sam", databaseId: 5 },
      mergeCommit: { oid: sha },
      repository: { databaseId: repository.id },
    };
    const others = [
      { ...pull, number: 8, mergeCommit: { oid: "c".repeat(40) } },
      { ...pull, number: 9, repository: { databaseId: 1 } },
      { ...pull, number: 10, merged: false, mergedAt: null, state: "OPEN" },
    ];
    api.post("/graphql").reply(200, {
      data: { repository: { c0: { associatedPullRequests: { nodes: [pull, ...others, null] } }, c1: null } },
    });

    const found = await createActivityReader(aClient()).readMergedPulls(repository, [sha, "d".repeat(40)]);

    expect(found).toMatchObject([
      {
        sha,
        pull: { number: 7, state: "merged", baseRef: "main" },
        mergedAt: new Date(pull.mergedAt),
        mergedBy: actor,
      },
    ]);
    expect(found).toHaveLength(1);
  });
});
