import { beforeAll, describe, expect, it } from "vitest";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aWeb } from "./a-web.ts";
import { anAccess, HOLD, RUN, SENTENCE, whoWaits } from "./an-access.ts";
import { ACME, anOversight, holding, PERSON } from "./an-admin.ts";
import { createVisitor } from "./visitor.ts";

const PAGES = ["/admin/holds", "/admin/teams", "/admin/forecast"] as const;
const CHANGES = [
  [`/admin/holds/${HOLD}/release?org=${ACME}`, "release"],
  [`/admin/holds/runs/${RUN}/release?org=${ACME}`, "release-run"],
] as const;
const ROLES = [
  ["nobody", {}, { reads: false, changes: false }],
  ["an approver", { approver: true }, { reads: false, changes: false }],
  ["an auditor", { auditor: true }, { reads: true, changes: false }],
  ["an auditor who also approves", { auditor: true, approver: true }, { reads: true, changes: false }],
  ["an admin", { admin: true }, { reads: true, changes: true }],
] as const;

let curriculum: Curriculum;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
});

async function visitorWith(held: Parameters<typeof holding>[0]) {
  const { admin } = anOversight();
  const told = anAccess();
  const hasRole = Object.keys(held).length > 0;
  const world = { curriculum, admin, access: told.access, ...(hasRole && { exceptions: holding(held) }) };
  const visitor = createVisitor(aWeb(world));
  await visitor.signIn("mira");
  return { visitor, ...told };
}

describe.each(ROLES)("for %s", (_, held, { reads, changes }) => {
  it.each(PAGES.flatMap((path) => [path, `${path}.csv`]))(
    `%s ${reads ? "can be read" : "does not exist"}`,
    async (path) => {
      const { visitor } = await visitorWith(held);

      expect((await visitor.get(path)).status).toBe(reads ? 200 : 404);
    },
  );

  it.each(CHANGES)(`%s ${changes ? "does what it says" : "does nothing"}`, async (path, did) => {
    const { visitor, done } = await visitorWith(held);

    const page = await visitor.post(path, { reason: "on call tonight" });

    expect(page.status).toBe(changes ? 200 : 404);
    expect(done).toEqual(changes ? [expect.objectContaining({ did, by: "mira", reason: "on call tonight" })] : []);
  });

  it("has no form to release anything unless it would be taken", async () => {
    const { visitor } = await visitorWith(held);

    expect((await visitor.get("/admin/holds")).html.includes('action="/admin/holds/')).toBe(changes);
  });
});

describe("waiting access", () => {
  it("is released by nobody without the token of the session", async () => {
    const { visitor, done } = await visitorWith({ admin: true });

    for (const [path] of CHANGES) expect((await visitor.submit(path, { reason: "why" })).status).toBe(403);
    expect(done).toEqual([]);
  });

  it("is shown with whether they know, and with a sentence to send where they do not", async () => {
    const { visitor } = await visitorWith({ admin: true });

    const { html } = await visitor.get("/admin/holds");

    expect(html).toContain("They were told on ");
    expect(html).toContain("They were not told: they cannot read the onboarding repository.");
    expect(html).toContain(SENTENCE);
    expect(html).toContain("12 seats lapsed, or are past their deadline; the limit is 10");
  });

  it("has no second release for what is released already", async () => {
    const { visitor } = await visitorWith({ admin: true });

    const { html } = await visitor.get("/admin/holds?search=%3Ddan");

    expect(html).toContain("Released: it is given now.");
    expect(html).not.toContain(`action="/admin/holds/4f3c`);
  });

  it("says once why a release was not taken, on a page that can be loaded again", async () => {
    const { visitor, done } = await visitorWith({ admin: true });

    const page = await visitor.post(CHANGES[0][0], { reason: "" });

    expect(page).toMatchObject({ status: 200, path: `/admin/holds?org=${ACME}` });
    expect(page.html).toContain("Say why.");
    expect((await visitor.get(page.path)).html).not.toContain("Say why.");
    expect(done).toEqual([]);
  });

  it("says it on no other page, and only as we said it", async () => {
    const { visitor } = await visitorWith({ admin: true });

    const answer = await visitor.submit(CHANGES[0][0], { form_token: visitor.token(), reason: "" });
    expect((await visitor.get("/admin/teams")).html).not.toContain("Say why.");
    const cookie = [...visitor.cookies.keys()].find((name) => name.endsWith("refusal")) ?? "none";
    const signature = visitor.cookies.get(cookie)?.split(".").at(-1);
    visitor.cookies.set(cookie, `%2Fadmin%2Fholds%20Pay%20here.${signature}`);

    expect(answer.headers.get("location")).toBe(`/admin/holds?org=${ACME}`);
    expect((await visitor.get("/admin/holds")).html).not.toContain("Pay here");
  });

  it.each(CHANGES)("has a page where a form was sent: %s", async (path) => {
    const { visitor } = await visitorWith({ admin: true });

    expect(await visitor.get(path)).toMatchObject({ status: 200, path: `/admin/holds?org=${ACME}` });
  });

  it("names courses as they are called, with the layers that ask for them", async () => {
    const { visitor } = await visitorWith({ admin: true });

    const { html } = await visitor.get("/admin/holds");

    expect(html).toContain("Still to do: OWASP Top 10:2025 for developers (for developer)");
    expect(html).not.toContain("Still to do: owasp-top-10-2025");
  });

  it("is looked for by what the address says, and an id that is none is no place to go on from", async () => {
    const { visitor, asked } = await visitorWith({ auditor: true });

    await visitor.get(`/admin/holds?show=ended&search=nova&after=${HOLD}`);
    await visitor.get("/admin/holds?show=gone&after=1%27");

    expect(asked).toEqual([
      { show: "ended", search: "nova", after: HOLD, limit: 51 },
      { show: "waiting", search: "", after: null, limit: 51 },
    ]);
  });

  it("comes as a file that no spreadsheet evaluates", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const { html } = await visitor.get("/admin/holds.csv");

    const [heading, ...rows] = html.trimEnd().split("\r\n");
    expect(heading).toBe("login,what,cause,since,missing,told_at,not_told_why,released_at,ended_at,ended_how");
    expect(rows).toHaveLength(3);
    expect(rows.at(-1)).toMatch(/^'=dan,team payments,new,/);
  });
});

describe("teams", () => {
  it("are found by name and by how their seats are treated, in the file too", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const page = await visitor.get("/admin/teams?state=managed");
    const file = await visitor.get("/admin/teams.csv?search=pay&state=gated");

    expect(page.html).toContain("managed by terraform");
    expect(page.html).not.toContain("<strong>payments</strong>");
    expect(file.html.trimEnd().split("\r\n").slice(1)).toEqual([
      "payments,gated,grant_on_completion,block,,to_reading_team,payments-readers,payments-api (write); payments-web-with-a-name-that-goes-on-and-on (write),iris,,",
    ]);
  });

  it("say since when GitHub refuses to have one written, and when that is tried again", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const page = await visitor.get("/admin/teams?state=synced");
    const file = await visitor.get("/admin/teams.csv?state=synced");

    expect(page.html).toContain("Refused since 20 November 2026, 09:30 UTC.");
    expect(page.html).toContain("Tried again with the next sweep after 24 November 2026, 09:30 UTC.");
    expect(file.html).toContain(",2026-11-20T09:30:00.000Z,2026-11-24T09:30:00.000Z");
  });

  it("propose managed_by where somebody gives a seat again each time", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const { html } = await visitor.get("/admin/teams?search=payments");

    expect(html).toContain("Somebody gives @iris the seat again each time that it is taken");
    expect(html).toContain("managed_by in the policy");
  });
});

describe("the forecast", () => {
  it("names who is next, and finds the others by name", async () => {
    const { visitor } = await visitorWith({ auditor: true });

    const soon = await visitor.get("/admin/forecast");
    const found = await visitor.get("/admin/forecast?search=ADA");

    expect([soon.html.includes("@jo"), soon.html.includes("@ada")]).toEqual([true, false]);
    expect([found.html.includes("@jo"), found.html.includes("@ada")]).toEqual([false, true]);
    expect((await visitor.get("/admin/forecast.csv")).html.trimEnd().split("\r\n")).toHaveLength(3);
    expect((await visitor.get("/admin/forecast.csv?search=ADA")).html).toMatch(
      /^login,layer,ends_at\r\nada,[^\n]+\r\n$/,
    );
  });
});

describe("my training", () => {
  it("says what waits, for which course, and that it comes by itself", async () => {
    const visitor = createVisitor(aWeb({ curriculum, access: whoWaits().access }));

    await visitor.signIn("mira");

    const { html } = await visitor.get("/");
    expect(html).toContain("Your access to the team payments waits for: OWASP Top 10.");
    expect(html).toContain("The access comes by itself");
  });

  it("says nothing of access where none waits", async () => {
    const visitor = createVisitor(aWeb({ curriculum }));

    await visitor.signIn("mira");

    expect((await visitor.get("/")).html).not.toContain("Your access waits");
  });
});

it("the page of a person leads to every change of their access", async () => {
  const { visitor } = await visitorWith({ auditor: true });

  const { html } = await visitor.get(`/admin/people/${PERSON}`);

  expect(html).toContain(`href="/auditor/people/${PERSON}/access?org=${ACME}"`);
});
