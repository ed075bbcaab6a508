import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { entriesOf, signedIn } from "../support/office.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const READ = [
  ...["/admin/people", "/admin/repositories", "/admin/policy", "/admin/rollout"],
  ...["/admin/jobs", "/admin/deliveries", "/admin/clients", "/admin/awareness/files", "/admin/holds?show=untold"],
  ...["/admin/people.csv", "/admin/repositories.csv?show=flag", "/admin/clients.csv", "/admin/reviews.csv"],
] as const;
const APPROVE = ["/admin", "/admin/waivers", "/admin/break-glass", "/admin/imports"] as const;

/** Sam and Leo are admins, Audrey audits, Jo approves waivers, and Mira has no role. */
const organisation = (mode: string, audrey: number) => `
enforcement:
  mode: ${mode}
  cap: { newly_blocked: 10% }
  roles:
    admin: { teams: [platform, security] }
    auditor: { accounts: [${audrey}], until: 2099-12-31 }
  waivers: { approvers: { teams: [frontend] } }
`;

describe("the pages of administrators", () => {
  const flow = useFlow();
  let pull: PullRequest;
  const push = (mode: string) => {
    const audrey = [...flow.github.state.users.values()].find(({ login }) => login === "audrey")?.id ?? 0;
    const content = organisation(mode, audrey);
    flow.github.actions.commitFile({ as: "sam", repository: "acme/.github", path: ".github/app.yml", content });
  };
  const look = async (login: string, path: string) => (await signedIn(flow, login)).get(`${flow.app.url}${path}`);
  const personOf = async (login: string) =>
    (await flow.database.db.account.findFirstOrThrow({ where: { login } })).personId ?? "";

  beforeAll(async () => {
    push("flag");
    await flow.settled();
    await train(flow, "jo");
    const open = (repository: string) => flow.github.actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    pull = open("acme/payments-api");
    // Fewer are never held.
    for (const _ of [1, 2, 3, 4, 5]) open("acme/legacy-crm");
    await flow.settled();
  });

  it.each([
    ["sam", [...READ, ...APPROVE], 200],
    ["audrey", [...READ, ...APPROVE], 200],
    ["jo", APPROVE, 200],
    ["jo", READ, 404],
    ["mira", [...READ, ...APPROVE], 404],
  ] as const)("answer %s as their role says: %j with %i", async (login, paths, status) => {
    const browser = await signedIn(flow, login);

    for (const path of paths)
      expect({ path, status: (await browser.get(`${flow.app.url}${path}`)).status }).toEqual({ path, status });
  });

  it("have one page of each person, for those who may read and nobody else", async () => {
    const path = `/admin/people/${await personOf("jo")}`;

    expect((await look("mira", path)).status).toBe(404);
    expect((await look("ada", path)).status).toBe(404);
    const { status, html } = await look("audrey", path);
    expect(status).toBe(200);
    expect(html).toContain("by quiz");
    expect(html).toContain("signed on");
    expect((await look("sam", "/admin/people/nobody")).status).toBe(404);
    expect((await look("sam", `/admin/people/${randomUUID()}`)).status).toBe(404);
  });

  it("say of everybody what the gate would say", async () => {
    const { html } = await look("sam", "/admin/people?search=O&state=current");

    expect(html).toContain("@jo");
    expect(html).not.toContain("@mira");
    expect((await look("sam", "/admin/people?state=missing")).html).toContain("@mira");
  });

  it("show a decision on the page of whom it is about", async () => {
    const { html } = await look("sam", `/admin/people/${await personOf("mira")}`);

    expect(html).toContain(`acme/payments-api#${pull.number}`);
    expect(html).toContain("Withheld");
  });

  it("count open heads of a repository, and tell its mode", async () => {
    const { html } = await look("sam", "/admin/repositories?search=payments");

    expect(html).toContain("payments-api");
    expect(html).toContain("1 open head, all answered");
    expect(html).not.toContain("legacy-crm");
  });

  it("tell the policy in force with the line that says it", async () => {
    const { html } = await look("audrey", "/admin/policy");

    expect(html).toMatch(/Since <time/);
    expect(html).toContain("the mode is flag");
    expect(html).toContain(".github/app.yml:3");
  });

  const preview = async () =>
    `/admin/rollout/preview?org=${(await flow.database.db.organisationPolicy.findFirstOrThrow()).accountId}`;

  it("try a policy on what is open now, and change nothing by it", async () => {
    const browser = await signedIn(flow, "audrey");
    const { html } = await browser.get(`${flow.app.url}/admin/rollout`);
    expect(html).toContain("mode: flag");
    const entries = await flow.database.db.logEntry.count();

    const { status, html: result } = await browser.submit(await preview(), { policy: organisation("block", 1) });

    expect(status).toBe(200);
    expect(result).toContain("6 of 6 open pull requests would newly block, for 1 person");
    expect(result).toContain("over the cap of 10%");
    expect(result).toContain("acme/legacy-crm#1, ");
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("neutral");
    expect(await flow.database.db.logEntry.count()).toBe(entries);
  });

  it("say of a policy that cannot be used which line it is", async () => {
    const browser = await signedIn(flow, "sam");

    await browser.get(`${flow.app.url}/admin/rollout`);

    const { status, html } = await browser.submit(await preview(), { policy: "enforcement:\n  mode: blok\n" });

    expect(status).toBe(422);
    expect(html).toContain("Line 2: enforcement.mode");
  });

  describe("with a policy that is held", () => {
    const path = async () =>
      `/admin/policy/release?org=${(await flow.database.db.organisationPolicy.findFirstOrThrow()).accountId}`;
    const reason = "Everybody was told a month ago";
    beforeAll(async () => {
      push("block");
      await flow.settled();
    });

    it("say whom it would block, and what waits stands on the first page", async () => {
      expect((await look("audrey", "/admin/policy")).html).toContain("newly block 6 of 6 open pull requests");
      expect((await look("sam", "/admin")).html).toContain("A change of the policy is held");
    });

    it("offer its release to admins alone", async () => {
      const form = `action="${await path()}"`;

      expect((await look("sam", "/admin/policy")).html).toContain(form);
      expect((await look("audrey", "/admin/policy")).html).not.toContain(form);
    });

    it.each([
      ["a guessed token", { form_token: "guessed", reason }, 403],
      ["no reason", { reason: " " }, 422],
      ["another digest than the one that is held", { digest: "0".repeat(64), reason }, 422],
    ] as const)("do not release it with %s", async (_, fields, status) => {
      const sam = await signedIn(flow, "sam");
      await sam.get(`${flow.app.url}/admin/policy`);

      expect((await sam.submit(await path(), fields)).status).toBe(status);
      expect(await entriesOf(flow, "policy.released")).toEqual([]);
    });

    it("release it for an admin who says why: entries say who, and every open head follows", async () => {
      const sam = await signedIn(flow, "sam");
      await sam.get(`${flow.app.url}/admin/policy`);

      expect((await sam.submit(await path(), { reason })).status).toBe(200);
      await flow.settled();

      expect(await entriesOf(flow, "policy.released")).toMatchObject([
        { actor: { kind: "admin", id: await personOf("sam") }, source: { kind: "ui" } },
      ]);
      expect(runOn(flow, pull)?.conclusion).toBe("action_required");
      expect((await look("sam", "/admin/policy")).html).toContain("the mode is block");
    });
  });

  it("list what GitHub could not deliver, and have it sent again", async () => {
    const { deliveries } = flow.github;
    deliveries.faults.add({ event: "pull_request", count: 1, fault: { kind: "lose", listed: true } });
    const late = flow.github.actions.openPullRequest({ as: "jo", repository: "acme/web", commits: [{}] });
    await flow.settled();
    deliveries.faults.clear();
    const browser = await signedIn(flow, "sam");
    const { html } = await browser.get(`${flow.app.url}/admin/deliveries`);
    expect(html).toContain("pull_request.opened");
    expect(runOn(flow, late)).toBeUndefined();
    const [, id] = /\/admin\/deliveries\/(\d+)\/redeliver/.exec(html) ?? [];
    const { accountId } = await flow.database.db.organisationPolicy.findFirstOrThrow();

    const { html: after } = await browser.submit(`/admin/deliveries/${id}/redeliver?org=${accountId}`);
    await flow.settled();

    expect(after).toContain("Failed deliveries");
    expect(runOn(flow, late)?.conclusion).toBe("success");
    expect((await browser.get(`${flow.app.url}/admin/deliveries`)).html).toContain("Came later");
  });
});
