import { beforeEach, describe, expect, it } from "vitest";
import { RefusedError } from "./github/actions/refused.ts";
import type { GitHub } from "./github/server.ts";
import type { PullRequest } from "./github/state.ts";
import { installationClient, useGitHub } from "./github/testing.ts";

const repository = "acme/payments-api";

const QUERY = `query Backing($number: Int!) {
  repository(owner: "acme", name: "payments-api") { pullRequest(number: $number) {
    author { login }
    assignees(first: 10) { nodes { login } }
    timelineItems(first: 10, itemTypes: [ASSIGNED_EVENT]) {
      nodes { ... on AssignedEvent { actor { login } assignee { ... on User { login } } } }
    }
    all: latestOpinionatedReviews(first: 10) { nodes { state author { login } } }
    writers: latestOpinionatedReviews(first: 10, writersOnly: true) { nodes { state commit { oid } author { login } } }
  } }
}`;

interface Named {
  readonly login: string;
}
interface Opinion {
  readonly state: string;
  readonly author: Named | null;
  readonly commit?: { readonly oid: string };
}
interface Backing {
  readonly author: Named | null;
  readonly assignees: { readonly nodes: readonly Named[] };
  readonly timelineItems: { readonly nodes: readonly { readonly actor: Named; readonly assignee: Named }[] };
  readonly all: { readonly nodes: readonly Opinion[] };
  readonly writers: { readonly nodes: readonly Opinion[] };
}

describe("who stands behind a pull request", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let pull: PullRequest;

  beforeEach(async () => {
    github = await sandbox.start();
    pull = github.actions.openPullRequest({ as: "mira", repository });
  });

  const given = (as: string) => ({ as, repository, number: pull.number });
  async function backing(): Promise<Backing> {
    const client = await installationClient(github);
    const answer = await client.graphql<{ repository: { pullRequest: Backing } }>(QUERY, { number: pull.number });
    return answer.repository.pullRequest;
  }

  it("are those who were assigned: the list is of now, the timeline of all time", async () => {
    github.actions.assign({ ...given("Copilot"), user: "jo" });
    github.actions.assign({ ...given("ada"), user: "ada" });
    github.actions.unassign({ ...given("jo"), user: "jo" });

    const { assignees, timelineItems } = await backing();

    expect(assignees.nodes).toEqual([{ login: "ada" }]);
    expect(timelineItems.nodes).toEqual([
      { actor: { login: "Copilot" }, assignee: { login: "jo" } },
      { actor: { login: "ada" }, assignee: { login: "ada" } },
    ]);
    expect(
      github.deliveries
        .all()
        .slice(-3)
        .map(({ action }) => action),
    ).toEqual(["assigned", "assigned", "unassigned"]);
  });

  it("are whose latest opinion approves: a comment leaves it, another opinion and a dismissal do not", async () => {
    const { headSha } = pull;
    github.actions.review({ ...given("ada"), state: "APPROVED" });
    github.actions.review({ ...given("ada"), state: "COMMENTED" });
    github.actions.review({ ...given("jo"), state: "APPROVED" });
    github.actions.review({ ...given("jo"), state: "CHANGES_REQUESTED" });
    github.actions.review({ ...given("sam"), state: "APPROVED" });
    github.actions.dismissReview({ ...given("ada"), user: "sam" });
    github.actions.push({ as: "mira", repository, branch: pull.headRef });

    const { writers } = await backing();

    expect(writers.nodes.map(({ author, state }) => [author?.login, state])).toEqual([
      ["ada", "APPROVED"],
      ["jo", "CHANGES_REQUESTED"],
      ["sam", "DISMISSED"],
    ]);
    expect(writers.nodes[0]?.commit?.oid).toBe(headSha);
  });

  it("are told apart by whether they may write", async () => {
    github.actions.review({ ...given("leo"), state: "APPROVED" });

    const { all, writers } = await backing();

    expect(all.nodes.map(({ author }) => author?.login)).toEqual(["leo"]);
    expect(writers.nodes).toEqual([]);
  });

  it("are nobody who approves their own, or who cannot see it", () => {
    expect(() => github.actions.review({ ...given("mira"), state: "APPROVED" })).toThrow(RefusedError);
    expect(() => github.actions.review({ ...given("audrey"), state: "APPROVED" })).toThrow(RefusedError);
    expect(() => github.actions.assign({ ...given("audrey"), user: "ada" })).toThrow(RefusedError);
  });

  it("are told in a review's delivery with a pull request that has no `merged`", () => {
    github.actions.review({ ...given("ada"), state: "APPROVED" });
    const delivery = github.deliveries.all().at(-1);
    const payload = JSON.parse(delivery?.body ?? "{}") as { review: object; pull_request: object };

    expect([delivery?.event, delivery?.action]).toEqual(["pull_request_review", "submitted"]);
    expect(payload.review).toMatchObject({ state: "approved", commit_id: pull.headSha });
    expect(payload.pull_request).not.toHaveProperty("merged");
  });

  it("are nobody once their account is deleted, where REST and webhooks show a ghost", async () => {
    github.actions.deleteAccount({ as: "mira" });
    github.actions.assign({ ...given("ada"), user: "ada" });

    expect((await backing()).author).toBeNull();
    expect(JSON.parse(github.deliveries.all().at(-1)?.body ?? "{}")).toMatchObject({
      pull_request: { user: { login: "ghost", id: 10_137 } },
    });
  });
});

describe("an account", () => {
  const sandbox = useGitHub();

  it("keeps its number and its addresses under a new login, and the old one is anybody's", async () => {
    const { actions, state } = await sandbox.start();
    const { id } = actions.renameAccount({ as: "ada", login: "lovelace" });
    const other = actions.createAccount({ login: "ada" });

    expect(state.logins.get("lovelace")?.id).toBe(id);
    expect(state.emails.get("ada@acme.example")?.id).toBe(id);
    expect(other.id).not.toBe(id);
    expect(() => actions.createAccount({ login: "lovelace" })).toThrow(RefusedError);
  });
});
