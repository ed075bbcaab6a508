import { createRequire } from "node:module";
import { Webhooks } from "@octokit/webhooks";
import { beforeEach, describe, expect, it } from "vitest";
import type { GitHub } from "./github/server.ts";
import { installationClient, probotOf, type Received, useGitHub } from "./github/testing.ts";

interface Recorded {
  readonly name: string;
  readonly examples: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

const RECORDED = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly Recorded[];

describe("webhooks", () => {
  const sandbox = useGitHub();
  let github: GitHub;

  beforeEach(async () => {
    github = await sandbox.start();
  });

  const names = (received: readonly Received[]) =>
    received.map(({ headers, body }) =>
      [headers["x-github-event"], (JSON.parse(body) as { action?: string }).action].filter(Boolean).join("."),
    );

  it("are signed over their bytes, and named as GitHub names them", async () => {
    const received = await sandbox.receive(github);
    github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    await github.deliveries.idle();
    const webhooks = new Webhooks({ secret: github.app.webhookSecret });

    const verified = await Promise.all(
      received.map(({ headers, body }) => webhooks.verify(body, headers["x-hub-signature-256"] ?? "")),
    );

    expect(names(received).sort()).toEqual(["check_suite.requested", "pull_request.opened", "push"]);
    expect(verified).toEqual([true, true, true]);
    expect(received[0]?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
      "x-github-hook-installation-target-id": String(github.app.id),
      "x-github-hook-installation-target-type": "integration",
    });
  });

  it("have every key that the recorded ones of their kind have in common", async () => {
    await everythingHappens(github);

    const lacking = github.deliveries.all().flatMap(({ event, action, body }) => {
      const examples =
        RECORDED.find(({ name }) => name === event)?.examples.filter(
          (one) => action === null || one.action === action,
        ) ?? [];
      const common = examples
        .map((example) => new Set(pathsOf(example)))
        .reduce<Set<string> | undefined>((all, one) => (all ? intersect(all, one) : one), undefined);
      const own: unknown = JSON.parse(body);
      return [...(common ?? [])]
        .filter((path) => !tells(own, path.split(".").slice(1)))
        .map((path) => `${event}.${action}: ${path}`);
    });

    expect(new Set(github.deliveries.all().map(({ event }) => event)).size).toBe(13);
    expect(lacking).toEqual([]);
  });

  it("go only to installations that are subscribed, permitted and not suspended", async () => {
    const received = await sandbox.receive(github);
    github.actions.acceptPermissions({ as: "sam", permissions: { metadata: "read", contents: "read" } });
    github.actions.selectRepositories({ as: "sam", repositories: ["payments-api"] });
    github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    github.actions.openPullRequest({ as: "noor", repository: "web" });
    github.actions.suspendApp({ as: "sam" });
    github.actions.push({ as: "mira", repository: "payments-api", branch: "later" });
    await github.deliveries.idle();

    expect(names(received).sort()).toEqual([
      "installation.new_permissions_accepted",
      "installation.suspend",
      "installation_repositories.removed",
      "push",
    ]);
  });

  it("that fail are listed, and are sent again with the same id and bytes only when asked", async () => {
    const received = await sandbox.receive(github, 503);
    github.actions.comment({
      as: "mira",
      ...{
        repository: "payments-api",
        number: github.actions.openPullRequest({ as: "mira", repository: "payments-api" }).number,
      },
      body: "hello",
    });
    await github.deliveries.idle();
    const app = await probotOf(github).auth();
    const failed = await app.rest.apps.listWebhookDeliveries({ status: "failure", per_page: 100 });
    const comment = failed.data.find(({ event }) => event === "issue_comment");

    await app.rest.apps.redeliverWebhookDelivery({ delivery_id: comment?.id ?? 0 });
    await github.deliveries.idle();

    const again = received.filter(({ headers }) => headers["x-github-delivery"] === comment?.guid);
    expect(comment).toMatchObject({ status: "Invalid HTTP Response: 503", status_code: 503, redelivery: false });
    expect(again).toHaveLength(2);
    expect(again[0]?.body).toBe(again[1]?.body);
    expect((await app.rest.apps.listWebhookDeliveries({ per_page: 1 })).data[0]).toMatchObject({
      guid: comment?.guid,
      redelivery: true,
    });
    expect(github.violations).toEqual([]);
  });

  it("are listed page by page behind a cursor", async () => {
    const { number } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    for (let at = 0; at < 7; at++)
      github.actions.comment({ as: "mira", repository: "payments-api", number, body: `${at}` });
    await github.deliveries.idle();
    const app = await probotOf(github).auth();

    const all = await app.paginate(app.rest.apps.listWebhookDeliveries, { per_page: 3 });

    expect(all.map(({ id }) => id)).toEqual(
      github.deliveries
        .all()
        .map(({ id }) => id)
        .reverse(),
    );
    expect(all[0]).toMatchObject({ status: "failed to connect to host", status_code: 502 });
  });

  it("can be held back and let go in any order", async () => {
    const received = await sandbox.receive(github);
    github.deliveries.pause();
    const { number, headRef } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    github.actions.push({ as: "mira", repository: "payments-api", branch: headRef });
    github.actions.closePullRequest({ as: "mira", repository: "payments-api", number });

    await github.deliveries.resume((held) => held.filter(({ event }) => event === "pull_request").reverse());

    expect(names(received)).toEqual(["pull_request.closed", "pull_request.synchronize", "pull_request.opened"]);
  });

  it("can be lost with and without GitHub knowing, repeated and delayed", async () => {
    const received = await sandbox.receive(github);
    const { faults } = github.deliveries;
    faults.add({ event: "push", fault: { kind: "lose", listed: false } });
    faults.add({ event: "check_suite", count: 1, fault: { kind: "lose", listed: true } });
    faults.add({ event: "pull_request.opened", fault: { kind: "repeat", times: 3 } });
    faults.add({ event: "issue_comment", fault: { kind: "delay", ms: 50 } });
    const { number } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    github.actions.comment({ as: "mira", repository: "payments-api", number, body: "late" });
    await github.deliveries.idle();

    const guids = new Set(received.slice(0, 3).map(({ headers }) => headers["x-github-delivery"]));
    expect(names(received)).toEqual([
      "pull_request.opened",
      "pull_request.opened",
      "pull_request.opened",
      "issue_comment.created",
    ]);
    expect(guids.size).toBe(1);
    expect(github.deliveries.all().map(({ event, status }) => [event, status])).toContainEqual([
      "check_suite",
      "timed out",
    ]);
    expect(github.deliveries.all().some(({ event }) => event === "push")).toBe(false);
  });
});

async function everythingHappens({ actions, app, deliveries, ...github }: GitHub): Promise<void> {
  const repository = "payments-api";
  const sam = { as: "sam" } as const;
  app.events = [...app.events, "check_run", "check_suite"];
  actions.uninstallApp(sam);
  actions.installApp(sam);
  const pull = actions.openPullRequest({ as: "mira", repository });
  const it = { as: "mira", repository, number: pull.number } as const;
  const client = await installationClient({ ...github, actions, app, deliveries });
  await client.rest.checks.create({
    owner: "acme",
    repo: repository,
    name: "training-gate",
    head_sha: pull.headSha,
    conclusion: "success",
    actions: [{ label: "Re-check", description: "Look again", identifier: "recheck" }],
  });
  actions.rerequestCheckRun(it);
  actions.clickAction({ ...it, identifier: "recheck" });
  actions.rerequestCheckSuite(it);
  actions.comment({ ...it, body: "/training recheck" });
  actions.convertToDraft(it);
  actions.markReady(it);
  actions.closePullRequest(it);
  actions.reopenPullRequest(it);
  actions.push({ as: "mira", repository, branch: pull.headRef });
  actions.mergePullRequest(it);
  actions.enableMergeQueue({ ...sam, repository });
  actions.enqueue({ as: "mira", repository, number: actions.openPullRequest({ as: "mira", repository }).number });
  actions.addMember({ ...sam, user: "audrey", teams: ["frontend"] });
  actions.removeMember({ ...sam, user: "audrey" });
  actions.setCollaborator({ ...sam, repository, user: "noor" });
  actions.setCollaborator({ ...sam, repository, user: "noor", role: "read" });
  actions.removeCollaborator({ ...sam, repository, user: "noor" });
  actions.createTeam({ ...sam, team: "new" });
  actions.giveTeamRepository({ ...sam, team: "new", repository, role: "read" });
  actions.takeTeamRepository({ ...sam, team: "new", repository });
  actions.deleteTeam({ ...sam, team: "new" });
  actions.createRepository({ ...sam, name: "fresh" });
  actions.renameRepository({ ...sam, repository: "fresh", name: "stale" });
  actions.setVisibility({ ...sam, repository: "stale", visibility: "public" });
  actions.setArchived({ ...sam, repository: "stale", archived: true });
  actions.selectRepositories({ ...sam, repositories: ["web"] });
  actions.selectRepositories({ ...sam, repositories: null });
  actions.suspendApp(sam);
  actions.unsuspendApp(sam);
  actions.acceptPermissions(sam);
  await deliveries.idle();
}

/** Which permissions an App has is its own affair. */
function pathsOf(value: unknown, at = ""): string[] {
  if (value === null || typeof value !== "object" || Array.isArray(value) || at.endsWith(".permissions")) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${at}.${key}`, ...pathsOf(inner, `${at}.${key}`)]);
}

/** Does the payload have this key, or null where the recorded one has an object with it? */
function tells(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined || value === null) return true;
  return typeof value === "object" && key in value && tells((value as Readonly<Record<string, unknown>>)[key], rest);
}

function intersect(one: ReadonlySet<string>, other: ReadonlySet<string>): Set<string> {
  return new Set([...one].filter((value) => other.has(value)));
}
