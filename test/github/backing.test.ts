import { describe, expect, it } from "vitest";
import { RawBacking, toBacking } from "../../src/github/backing.ts";

const user = (databaseId: number) => ({ __typename: "User", login: `user${databaseId}`, databaseId });
const copilot = { __typename: "Bot", login: "Copilot", databaseId: 198_982_749 };
const page = (nodes: readonly unknown[] | null, hasNextPage = false) => ({ pageInfo: { hasNextPage }, nodes });
const review = (state: string, author: object | null, oid: string | null = "abc") => ({
  state,
  author,
  commit: oid === null ? null : { oid },
});

/** GitHub's answer for a pull request of which nothing of this is true, but for what is given. */
const read = (given: object = {}) =>
  toBacking(
    RawBacking.parse({ assignees: page([]), timelineItems: page([]), latestOpinionatedReviews: page([]), ...given }),
  );

describe("who stands behind a pull request, as GitHub tells it", () => {
  it("are those who were assigned, by whom, and whether they still are", () => {
    const timelineItems = page([
      { actor: copilot, assignee: user(1) },
      { actor: user(1), assignee: user(2) },
    ]);

    expect(read({ timelineItems, assignees: page([user(2)]) })?.assigned).toEqual([
      { account: { id: 1, login: "user1", type: "User" }, by: copilot.databaseId, still: false },
      { account: { id: 2, login: "user2", type: "User" }, by: 1, still: true },
    ]);
  });

  it("are told once for each who assigned them", () => {
    const timelineItems = page([
      { actor: user(1), assignee: user(2) },
      { actor: null, assignee: user(2) },
      { actor: user(1), assignee: user(2) },
    ]);

    expect(read({ timelineItems })?.assigned.map(({ by }) => by)).toEqual([1, null]);
  });

  it("are people only, and nobody whose account is gone", () => {
    const timelineItems = page([
      { actor: copilot, assignee: { __typename: "Bot" } },
      { actor: copilot, assignee: null },
      null,
    ]);

    expect(read({ timelineItems })?.assigned).toEqual([]);
  });

  it("are those who approve, and which commit", () => {
    const reviews = [
      review("APPROVED", user(1)),
      review("CHANGES_REQUESTED", user(2)),
      review("DISMISSED", user(3)),
      review("APPROVED", null),
      review("APPROVED", user(4), null),
    ];

    expect(read({ latestOpinionatedReviews: page(reviews) })?.approved).toEqual([
      { account: { id: 1, login: "user1", type: "User" }, sha: "abc" },
    ]);
  });

  it.each([
    ["there are more assignments than it was asked for", { timelineItems: page([], true) }],
    ["there are more reviews than it was asked for", { latestOpinionatedReviews: page([], true) }],
    ["it does not tell the reviews", { latestOpinionatedReviews: null }],
    ["it was not asked", { assignees: undefined, timelineItems: undefined, latestOpinionatedReviews: undefined }],
  ])("are not known where %s", (_, given) => {
    expect(read(given)).toBeUndefined();
  });

  it("are nobody where GitHub has empty lists", () => {
    const given = { assignees: page(null), timelineItems: page(null), latestOpinionatedReviews: page(null) };

    expect(read(given)).toEqual({ assigned: [], approved: [] });
  });
});
