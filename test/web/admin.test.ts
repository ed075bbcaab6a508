import { beforeAll, describe, expect, it } from "vitest";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { texts } from "../../src/web/texts.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aWeb } from "./a-web.ts";
import { ACME, anOversight, aQuietOverview, holding, JOB, PERSON } from "./an-admin.ts";
import { createVisitor } from "./visitor.ts";

const PAGES = [
  "/admin/people",
  `/admin/people/${PERSON}`,
  "/admin/repositories",
  "/admin/policy",
  "/admin/rollout",
  "/admin/jobs",
  "/admin/deliveries",
] as const;
const CHANGES = [
  `/admin/policy/release?org=${ACME}`,
  `/admin/rollout/publish?org=${ACME}`,
  `/admin/jobs/${JOB}/retry?org=${ACME}`,
  `/admin/deliveries/12345678901/redeliver?org=${ACME}`,
] as const;
const ROLES = [
  ["nobody", {}, { reads: false, changes: false }],
  ["an approver", { approver: true }, { reads: false, changes: false }],
  ["an auditor", { auditor: true }, { reads: true, changes: false }],
  ["an admin", { admin: true }, { reads: true, changes: true }],
] as const;

let curriculum: Curriculum;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
});

async function visitorWith(held: Parameters<typeof holding>[0]) {
  const { admin, done } = anOversight();
  const hasRole = Object.keys(held).length > 0;
  const visitor = createVisitor(aWeb({ curriculum, admin, ...(hasRole && { exceptions: holding(held) }) }));
  await visitor.signIn("mira");
  return { visitor, done };
}

describe.each(ROLES)("for %s", (_, held, { reads, changes }) => {
  it.each(PAGES)(`%s ${reads ? "can be read" : "does not exist"}`, async (path) => {
    const { visitor } = await visitorWith(held);

    expect((await visitor.get(path)).status).toBe(reads ? 200 : 404);
  });

  it.each(CHANGES)(`%s ${changes ? "does what it says" : "does nothing"}`, async (path) => {
    const { visitor, done } = await visitorWith(held);

    const page = await visitor.post(path, { digest: "d", reason: "why" });

    expect(page.status).toBe(changes ? 200 : 404);
    expect(done.map(({ by }) => by)).toEqual(changes ? ["mira"] : []);
  });

  it("has no form to change anything unless it would be taken", async () => {
    const { visitor } = await visitorWith(held);

    for (const path of ["/admin/policy", "/admin/jobs", "/admin/deliveries"])
      expect((await visitor.get(path)).html.includes('action="/admin/')).toBe(changes);
    expect((await visitor.get("/admin/rollout")).html.includes('action="/admin/rollout/publish')).toBe(changes);
  });
});

describe("a change", () => {
  it.each(CHANGES)("is refused without the token of its session: %s", async (path) => {
    const { visitor, done } = await visitorWith({ admin: true });

    expect((await visitor.submit(path, { digest: "d", reason: "why" })).status).toBe(403);
    expect((await visitor.submit(path, { form_token: "guessed", digest: "d", reason: "why" })).status).toBe(403);
    expect(done).toEqual([]);
  });

  it("goes to the organisation that its address names, and nowhere where no role is held", async () => {
    const { visitor, done } = await visitorWith({ admin: true });

    const page = await visitor.post("/admin/policy/release?org=1", { digest: "d", reason: "why" });

    expect(page.status).toBe(404);
    expect(done).toEqual([]);
  });
});

describe("the first page", () => {
  it("says what waits, with the way there", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const { html } = await visitor.get("/admin");

    expect(html).toContain("The gate is decoration on 1 of 2 repositories");
    expect(html).toContain("41 open · 6 wait for training · 1 could not be decided · 2 without a verdict yet");
    expect(html).toMatch(/href="\/admin\/policy\?org=7001">A change of the policy is held/);
    expect(html).toContain("2 waivers wait for approval");
    expect(html).toMatch(/href="\/admin\/holds\?org=7001">1 run was stopped by a limit/);
    expect(html).toMatch(/href="\/admin\/holds\?org=7001&amp;show=untold">Nobody was told of 1 seat that waits/);
    expect(html).toContain("3 seats wait for training, the oldest since 29 November 2026");
    expect(html).toMatch(/href="\/admin\/reviews\?org=7001&amp;show=overdue">1 review is overdue/);
    expect(html).toMatch(/href="\/admin\/roster\?org=7001&amp;show=unlinked">12 people on the roster/);
    expect(html).toMatch(/href="\/admin\/policies\?org=7001">The newest version of the training policy/);
    expect(html).not.toContain("signed, and wait");
    expect(html).toMatch(/href="\/admin\/rollout\?org=7001">owasp-top-10-2025 2.0.0 is staged/);
  });

  it("leads to every part", async () => {
    const { visitor } = await visitorWith({ admin: true });
    const { html } = await visitor.get("/admin");

    const { oversight, parts } = texts.admin;
    for (const part of Object.keys({ ...oversight.parts, ...parts }))
      expect(html).toMatch(new RegExp(`class="row-title" href="/admin/${part}[?"]`));
  });

  it("says in one line that nothing waits", async () => {
    const { admin } = anOversight();
    const overview = async () => aQuietOverview;
    const quiet = aWeb({ curriculum, admin: { ...admin, overview }, exceptions: holding({ admin: true }) });
    const visitor = createVisitor(quiet);
    await visitor.signIn("mira");

    const { html } = await visitor.get("/admin");

    expect(html).toContain("Nothing waits.");
    expect(html).not.toContain('aria-labelledby="waits"');
  });

  it("shows an approver what there is to approve, and nothing else", async () => {
    const { visitor } = await visitorWith({ approver: true });

    const { html } = await visitor.get("/admin");

    expect(html).toContain("2 wait");
    expect(html).not.toMatch(/\/admin\/(people|repositories|policy|rollout|jobs|deliveries)/);
  });
});

describe("a policy that is tried", () => {
  const tryOn = async (policy: string) => {
    const { visitor, done } = await visitorWith({ auditor: true });
    return { ...(await visitor.post(`/admin/rollout/preview?org=${ACME}`, { policy })), done };
  };

  it("is shown with whom it would block, and stays in the form", async () => {
    const { status, html, done } = await tryOn("enforcement:\n  mode: block\n");

    expect(status).toBe(200);
    expect(html).toContain("1 of 41 open pull requests would newly block, for 1 person.");
    expect(html).toContain("Of 1 more it cannot be told now");
    expect(html).toContain("over the cap of 4%");
    expect(html).toContain("acme/payments-api#7");
    expect(html).toMatch(/<textarea[^>]*>enforcement:\n {2}mode: block/);
    expect(done).toEqual([]);
  });

  it("is shown with its problems, line by line, and stays in the form", async () => {
    const { status, html } = await tryOn("enforcement:\n  mode: blok\n");

    expect(status).toBe(422);
    expect(html).toContain("Line 2: enforcement.mode is &quot;blok&quot;, which it cannot be. Did you mean block?");
    expect(html).toMatch(/<textarea[^>]*>enforcement:\n {2}mode: blok/);
  });
});

describe("courses that wait", () => {
  it("are put in force as they were chosen", async () => {
    const { visitor, done } = await visitorWith({ admin: true });

    await visitor.post(`/admin/rollout/publish?org=${ACME}`, { course: "owasp-top-10-2025", reason: "Told in May" });

    const given = { courses: ["owasp-top-10-2025"], reason: "Told in May" };
    expect(done).toEqual([{ did: "publish", by: "mira", given }]);
  });
});

describe("deliveries that failed", () => {
  it("can be sent again where they have not come", async () => {
    const { visitor } = await visitorWith({ admin: true });

    const { html } = await visitor.get("/admin/deliveries");

    expect(html).toContain("pull_request.synchronize");
    expect(html.match(/Send again now</g)).toHaveLength(1);
    expect(html).toContain("/admin/deliveries/12345678901/redeliver");
  });

  it("stand above those to other systems, with what brings them back, and without what may be a secret", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const { html } = await visitor.get("/admin/deliveries");

    expect(html).toContain("https://groups.example/hook · 3 people to be told of");
    expect(html).toContain(`training-gate client hook test ${JOB}`);
    expect(html).not.toContain("of-theirs");
  });
});

describe("a list", () => {
  it("keeps what was searched for from page to page", async () => {
    const { visitor } = await visitorWith({ admin: true });

    const { html } = await visitor.get("/admin/people?search=jo&state=grace&page=2");

    expect(html).toContain(`href="/admin/people?org=${ACME}&amp;search=jo&amp;state=grace&amp;page=3"`);
    expect(html).toContain(`href="/admin/people?org=${ACME}&amp;search=jo&amp;state=grace&amp;page=1"`);
  });
});
