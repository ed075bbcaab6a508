import { beforeAll, describe, expect, it } from "vitest";
import { personId } from "../../src/domain/ids.ts";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aWeb, NOON } from "./a-web.ts";
import { ACME, anOversight, holding } from "./an-admin.ts";
import { someExceptions } from "./some-exceptions.ts";
import { somePolicies } from "./some-policies.ts";
import { someReviews } from "./some-reviews.ts";
import { createVisitor } from "./visitor.ts";

let curriculum: Curriculum;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
});

async function anAdmin() {
  const exceptions = someExceptions();
  const { admin } = anOversight();
  const { reviews } = someReviews();
  const { policies: policyDocuments } = somePolicies("");
  const visitor = createVisitor(aWeb({ curriculum, admin, exceptions, reviews, policyDocuments }));
  await visitor.signIn("mira");
  return visitor;
}

/** One column of every row. */
async function namesIn(path: string, column: string): Promise<readonly string[]> {
  const visitor = await anAdmin();
  const { status, html, headers } = await visitor.get(path);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [heading = "", ...rows] = html.trimEnd().split("\r\n");
  const place = heading.split(",").indexOf(column);
  expect(place).toBeGreaterThanOrEqual(0);
  return rows.map((row) => row.split(",")[place] ?? "");
}

describe("the file of a list holds all that is found with", () => {
  it.each([
    ["/admin/reviews.csv", "review", ["2", "1"]],
    ["/admin/reviews.csv?show=overdue", "review", ["2"]],
    ["/admin/reviews.csv?search=jo", "review", ["1"]],
    ["/admin/policies.csv", "policy", ["acceptable-use", "cryptography"]],
    ["/admin/policies.csv?search=crypto", "policy", ["cryptography"]],
    ["/admin/policies.csv?show=training", "policy", []],
    ["/admin/policies/versions.csv", "version", ["2", "1"]],
    ["/admin/waivers.csv?search=@JO", "waiver", ["1"]],
    ["/admin/waivers.csv?show=in-force", "waiver", ["1"]],
    ["/admin/waivers.csv?search=nobody", "waiver", []],
    ["/admin/break-glass.csv", "break_glass", ["u1", "u2"]],
    ["/admin/break-glass.csv?show=review", "break_glass", ["u1"]],
    ["/admin/break-glass.csv?search=leo", "break_glass", ["u2"]],
    ["/admin/imports.csv?show=in-force", "import", ["i2"]],
    ["/admin/imports.csv?search=litmos", "import", ["i1"]],
    ["/admin/clients.csv?show=active", "name", ["Okta"]],
    ["/admin/clients.csv?search=groups.example", "hooks", ["https://groups.example/hook"]],
    ["/admin/people.csv?state=current", "logins", ["jo"]],
    ["/admin/repositories.csv", "mode", ["block", "flag", ""]],
  ])("%s", async (path, column, names) => {
    expect(await namesIn(path, column)).toEqual(names);
  });

  it("every waiver, however many pages there are", async () => {
    expect(await namesIn("/admin/waivers.csv", "waiver")).toHaveLength(61);
  });
});

describe("a list", () => {
  it("comes fifty to a page, and keeps what was asked of it", async () => {
    const visitor = await anAdmin();

    const first = await visitor.get("/admin/waivers?show=pending&search=leave");
    const second = await visitor.get("/admin/waivers?show=pending&search=leave&page=2");

    expect(first.html.match(/id="waiver-/g)).toHaveLength(50);
    expect(first.html).toContain('href="/admin/waivers?show=pending&amp;search=leave&amp;page=2"');
    expect(first.html).toContain('href="/admin/waivers.csv?show=pending&amp;search=leave"');
    expect(second.html.match(/id="waiver-/g)).toHaveLength(10);
  });

  it.each(["/admin/reviews", "/admin/policies", "/admin/waivers", "/admin/break-glass", "/admin/imports"])(
    "says that nothing is found where nothing is: %s",
    async (path) => {
      const visitor = await anAdmin();

      const { html } = await visitor.get(`${path}?search=xyzzy`);

      expect(html).toContain("Nothing is found with that.");
      expect(html).toContain('value="xyzzy"');
    },
  );

  it.each(["/admin/reviews", "/admin/policies", "/admin/people", "/admin/repositories", "/admin/clients"])(
    "is for nobody but its readers, the file too: %s",
    async (path) => {
      const visitor = createVisitor(aWeb({ curriculum, exceptions: holding({ approver: true }) }));
      await visitor.signIn("mira");

      for (const one of [path, `${path}.csv`]) expect((await visitor.get(one)).status).toBe(404);
    },
  );
});

describe("versions of the training policy", () => {
  it("are shown ten at a time, and all where they are asked for", async () => {
    const { policies } = somePolicies("");
    const [version] = (await policies.overview(ACME)).versions;
    const versions = Array.from({ length: 12 }, (_, index) => ({
      ...{ ...version!, version: 12 - index, approvedBy: personId("sam"), approvedAt: NOON },
    }));
    const policyDocuments = { ...policies, overview: async () => ({ versions, listed: [] }) };
    const visitor = createVisitor(aWeb({ curriculum, policyDocuments, exceptions: holding({ admin: true }) }));
    await visitor.signIn("mira");

    const some = await visitor.get("/admin/policies");
    const all = await visitor.get("/admin/policies?versions=all");

    expect(some.html.match(/Show version \d+/g)).toHaveLength(10);
    expect(some.html).toContain("See all 12 versions");
    expect(some.html).toContain("From version 2 to 3");
    expect(all.html.match(/Show version \d+/g)).toHaveLength(12);
  });
});
