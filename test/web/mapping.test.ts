import { describe, expect, it } from "vitest";
import type { Mapping } from "../../src/training/mapping/mapping.ts";
import { aCourse } from "../training/a-course.ts";
import { aWeb } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";

const course = aCourse({ pools: [8, 8], draw: 4 });
const clause = { title: "Desks", asks: "Keep <desks>.", supports: "Keeping.", evidence: "Completions." };
const mapping: Mapping = {
  frameworks: [
    {
      ...{ id: "f", name: "The framework", url: "https://example.org/f" },
      clauses: [
        { ...clause, ref: "A.1", content: [{ course: course.id, module: null }] },
        { ...clause, ref: "A.2", content: [{ course: course.id, module: "m1" }] },
        { ...clause, ref: "A.3", content: [] },
        { ...clause, ref: "A.4", content: [{ course: "not-in-force", module: null }] },
      ],
    },
  ],
  risks: {
    example: true,
    reviewed: { on: "2026-11-02", by: "The security team" },
    risks: [{ id: "r", risk: "A desk falls <over>.", modules: [{ course: course.id, module: "m1" }] }],
  },
};

async function pageAt(path: string, mapped: Mapping | undefined = mapping) {
  const visitor = createVisitor(
    aWeb({ curriculum: { layers: [{ id: "baseline", courses: [course] }] }, ...(mapped && { mapping: mapped }) }),
  );
  await visitor.signIn("mira");
  return visitor.get(path);
}

describe("the control mapping", () => {
  it("says of each clause what it asks for, what answers it, and where it is taught", async () => {
    const { html } = await pageAt("/controls");

    expect(html).toContain("Keep &lt;desks&gt;.");
    expect(html).toContain(`<a href="/courses/${course.id}">Desk work, all modules</a>`);
    expect(html).toContain(`<a href="/courses/${course.id}/m1">Module m1</a>`);
    expect(html).toContain("Answered by the gate and its log, not by a course.");
    expect(html).not.toContain("not-in-force");
  });

  it("says of each module which clauses it is mapped to", async () => {
    const { html } = await pageAt("/controls");
    const rows = html.slice(html.indexOf("By module")).split("<tr>");

    expect(rows.find((row) => row.includes("Module m0"))).toMatch(/<td>A\.1<\/td><\/tr>/);
    expect(rows.find((row) => row.includes("Module m1"))).toMatch(/<td>A\.1, A\.2<\/td><\/tr>/);
  });

  it("is for everybody who is signed in, and for nobody else", async () => {
    const stranger = createVisitor(aWeb({ curriculum: { layers: [] }, mapping }));

    expect((await stranger.get("/controls")).html).toContain("Sign in with GitHub");
  });
});

describe("the page of curriculum and risks", () => {
  it("says which risk is met by which module, when that was reviewed, and what no risk names", async () => {
    const { html } = await pageAt("/risks");

    expect(html).toContain("A desk falls &lt;over&gt;.");
    expect(html).toContain("Reviewed on 2026-11-02 by The security team.");
    expect(html.indexOf("Taught, and named by no risk above")).toBeLessThan(html.indexOf("Module m0"));
  });

  it("says that it is an example, until the organisation has its own", async () => {
    const own = { ...mapping, risks: { ...mapping.risks, example: false } };

    expect((await pageAt("/risks")).html).toContain("This is the example");
    expect((await pageAt("/risks", own)).html).not.toContain("This is the example");
  });
});
