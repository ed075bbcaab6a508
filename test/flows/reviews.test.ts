import { describe, expect, it } from "vitest";
import { rosterPopulationReport } from "../../src/evidence/reports/01-roster-population.ts";
import { exceptionsReport } from "../../src/evidence/reports/06-exceptions.ts";
import { policyReviewsReport } from "../../src/evidence/reports/13-policy-reviews.ts";
import { REVIEW_ITEMS } from "../../src/programme/review/review.ts";
import { runBeside } from "../support/flow-cli.ts";
import { entriesOf, signedIn, TWO_PEOPLE } from "../support/office.ts";
import { reportOn } from "../support/report-rows.ts";
import { useFlow } from "../support/use-flow.ts";

describe("the review of the programme", () => {
  const flow = useFlow({
    enforcement: TWO_PEOPLE,
  });
  const address = (path: string) => `${flow.app.url}${path}`;
  const entries = async (type: string) => {
    await flow.settled();
    return entriesOf(flow, type);
  };
  const admin = () => signedIn(flow, "sam");
  const idIn = (html: string) => /\/admin\/reviews\/([0-9a-f-]{36})/.exec(html)?.[1] ?? "";
  const actionIn = (html: string, step: string) =>
    new RegExp(`action="(/admin/reviews/[^"]*/${step}[^"]*)"`).exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
  let path = "";

  it("opens by an administrator before its time, with all that it looks at, and only once", async () => {
    const browser = await admin();
    const { html } = await browser.get(address("/admin/reviews"));
    expect(html).toContain("The next one opens on");
    const action = /action="(\/admin\/reviews\/open[^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";

    const opened = await browser.submit(action, {});

    expect(opened.status).toBe(200);
    path = `/admin/reviews/${idIn(opened.html)}`;
    expect(opened.html).toContain("Categories of OWASP Top 10:2025 that are taught");
    expect(await entries("review.opened")).toMatchObject([
      { number: 1, document_sha256: expect.stringMatching(/^[0-9a-f]{64}$/), due_at: expect.any(String) },
    ]);
    expect((await browser.get(address("/admin/reviews"))).html).not.toContain("Open one now");
    await flow.sweep();
    expect(await entries("review.opened")).toHaveLength(1);
  });

  it("members do not see it", async () => {
    expect((await (await signedIn(flow, "mira")).get(address(path))).status).toBe(404);
  });

  it("is signed once every item is ticked, by name, and not approved by who signed it", async () => {
    const browser = await admin();
    const { html } = await browser.get(address(path));
    expect(html).not.toContain("Sign the review");
    const settle = actionIn(html, "settle");
    for (const item of REVIEW_ITEMS)
      expect((await browser.submit(settle, { item, comment: `Looked at ${item}` })).status).toBe(200);
    const other = await admin();
    await other.get(address(path));
    const ticked = await browser.get(address(path));
    const sign = actionIn(ticked.html, "sign");
    expect((await browser.submit(sign, { typed_name: "x" })).status).toBe(422);

    const signed = await browser.submit(sign, { typed_name: "Sam Sato" });

    expect(signed.html).toContain("Another administrator than the one who signed has to approve it.");
    const [entry] = await entries("review.signed");
    expect(entry).toMatchObject({ number: 1, signed_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(entry)).not.toMatch(/Sato|Looked/);
    const alone = await other.submit(settle, { item: "waivers", comment: "another word" });
    expect(alone.status).toBe(422);
    expect(alone.html).toContain("Nothing changes in it any more");
  });

  it("is approved by another administrator, by name", async () => {
    const browser = await signedIn(flow, "leo");
    const { html } = await browser.get(address(path));

    const approved = await browser.submit(actionIn(html, "approve"), { typed_name: "Leo Braun" });

    expect(approved.html).toContain("Approved");
    expect(await entries("review.approved")).toMatchObject([{ number: 1, signed_sha256: expect.any(String) }]);
    expect((await browser.get(address("/admin/reviews"))).html).toContain("Open one now");
  });

  it("is listed and shown by the command line", async () => {
    const listed = await runBeside(flow, ["review", "list", "--json"]);
    const shown = await runBeside(flow, ["review", "show", "1"]);

    expect(JSON.parse(listed.told).reviews).toMatchObject([{ number: 1, state: "approved", reviewer: "sam" }]);
    expect(shown.told).toContain("Review 1: approved");
    expect(shown.told).toContain("waivers: Looked at waivers");
  });

  it("stands in R-13 with who signed it, and nothing is overdue", async () => {
    const none = async () => null;
    const policies = { inForce: none, find: none };
    const { rows, reconciliations } = await reportOn(flow, (sources) => policyReviewsReport({ ...sources, policies }));

    expect(rows).toContainEqual(
      expect.objectContaining({ step: "review-signed", reviewer_github_login: "sam", typed_name: "Sam Sato" }),
    );
    expect(reconciliations.map(({ residual }) => residual).filter((residual) => residual !== 0)).toEqual([]);
    const asOf = new Date(Date.UTC(2100, 0, 1));
    const standing = { untrained: async () => [], asked: async () => new Map() };
    const late = await reportOn(flow, (sources) => exceptionsReport({ ...sources, policies, standing, asOf }));
    expect(late.rows.filter(({ type }) => type === "review-overdue")).toEqual([]);
  });

  it("R-01 has everybody with access, as the records beside the log do", async () => {
    const policies = { inForce: async () => null, find: async () => null };
    const standing = { untrained: async () => [], asked: async () => new Map() };
    const asOf = new Date();
    const { rows, reconciliations } = await reportOn(flow, (sources) =>
      rosterPopulationReport({ ...sources, policies, standing, asOf }),
    );

    expect(rows).toContainEqual(
      expect.objectContaining({ github_login: "sam", status: "access-only", in_scope: true }),
    );
    expect(reconciliations.map(({ residual }) => residual)).toEqual([0, 0]);
  });
});
