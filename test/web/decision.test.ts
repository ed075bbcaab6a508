import { beforeAll, describe, expect, it } from "vitest";
import type { DecisionPage } from "../../src/pipeline/learning/port.ts";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aDecision, aDecisionPage } from "./a-decision.ts";
import { aWeb } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";

let curriculum: Curriculum;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
});

async function readAs(login: string, page: DecisionPage, mayRead = [login]) {
  const world = aWeb({ curriculum, decisions: mayRead.map((reader) => ({ for: reader, page })) });
  const visitor = createVisitor(world);
  await visitor.signIn(login);
  return visitor.get(`/decisions/${page.id}`);
}

const MIRAS_DETAIL = "valid until 2 November 2026";
const JOS_DETAIL = "never finished";

describe("the decision page", () => {
  it("is not found by whom it is not for, just as one that does not exist", async () => {
    const page = aDecisionPage();
    const world = aWeb({ curriculum, decisions: [{ for: "mira", page }] });
    const visitor = createVisitor(world);
    await visitor.signIn("jo");

    const foreign = await visitor.get(`/decisions/${page.id}`);
    const none = await visitor.get("/decisions/nothing");

    expect([foreign.status, none.status]).toEqual([404, 404]);
    expect(foreign.html).toBe(none.html);
  });

  it("shows people concerned all of their own first, and of others the next step only", async () => {
    const { html } = await readAs("mira", aDecisionPage({ sight: "own", self: 101 }));

    expect(html).toContain("2 of 2 people still need training");
    expect(html.indexOf("@mira")).toBeLessThan(html.lastIndexOf("@jo"));
    expect(html).toContain("(you, author)");
    expect(html).toContain(MIRAS_DETAIL);
    expect(html).toContain("anybody with access to a repository needs developer");
    expect(html).not.toContain(JOS_DETAIL);
    expect(html).toContain("Next step: start, about 70 min, or test out in about 25 min");
  });

  it("says first what somebody concerned can do, and to whom it is not up that it waits for others", async () => {
    const [mira, others] = [aDecision().people.filter(({ login }) => login === "mira"), aDecision().people];
    const done = others.map((person) =>
      person.login === "mira" ? { ...person, outcome: "allow" as const, layers: [] } : person,
    );

    const waiting = await readAs(
      "mira",
      aDecisionPage({ sight: "own", self: 101, decision: aDecision({ people: mira }) }),
    );
    const finished = await readAs(
      "mira",
      aDecisionPage({ sight: "own", self: 101, decision: aDecision({ people: done }) }),
    );

    expect(waiting.html).toContain('<a class="btn btn-primary" href="/courses/owasp-top-10-2025">Renew, about 20 min');
    expect(waiting.html.indexOf("Your next step")).toBeLessThan(waiting.html.indexOf("Who is asked for what"));
    expect(finished.html).toContain("it waits for somebody else");
    expect(finished.html).not.toContain("btn-primary");
  });

  it("shows administrators and auditors everything", async () => {
    const { html } = await readAs("mira", aDecisionPage({ self: null }));

    expect(html).toContain(MIRAS_DETAIL);
    expect(html).toContain(JOS_DETAIL);
    expect(html).toContain("dev@old-laptop");
  });

  it("shows an administrator everything, whether they are on it or not", async () => {
    const [elsewhere, concerned] = [999, 101].map((self) => aDecisionPage({ sight: "full", self }));

    for (const page of [elsewhere!, concerned!]) expect((await readAs("mira", page)).html).toContain(JOS_DETAIL);
  });

  it("shows readers of the repository names and next steps, and nothing of why", async () => {
    const { html } = await readAs("mira", aDecisionPage({ sight: "names" }));

    expect(html).toContain("@jo");
    expect(html).toContain("start, about 70 min, or test out in about 25 min");
    for (const secret of [MIRAS_DETAIL, JOS_DETAIL, "dev@old-laptop", "needs developer", "renewal"]) {
      expect(html).not.toContain(secret);
    }
  });

  it("links the pull request, and says for the record when, on what, in which mode and by which policy it was decided", async () => {
    const { html } = await readAs("mira", aDecisionPage());

    expect(html).toContain('href="https://github.com/acme/payments/pull/12"');
    expect(html).toContain('<time datetime="2026-11-30T08:05:00.000Z">30 November 2026, 08:05 UTC</time>');
    for (const kept of ["b7e2c9".padEnd(40, "1"), "9c41d2f07a3be8550000", "withhold", "block", aDecisionPage().id])
      expect(html).toContain(`<code>${kept}</code>`);
  });

  it("says that it is an older one, and what was erased", async () => {
    const older = await readAs("mira", aDecisionPage({ current: false }));
    const erased = await readAs("mira", aDecisionPage({ decision: null }));

    expect(older.html).toContain("This is an older decision");
    expect(erased.status).toBe(200);
    expect(erased.html).toContain("This decision was erased");
    expect(erased.html).not.toContain("@mira (");
  });

  it("writes names and addresses as text, whatever is in them", async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const decision = aDecision({
      courses: [{ id: "owasp-top-10-2025", title: hostile, minutes: 1, testOutMinutes: 1 }],
      people: aDecision().people.map((person) => ({ ...person, login: hostile })),
      findings: aDecision().findings.map((finding) => ({
        ...finding,
        commits: finding.commits.map((commit) => ({ ...commit, email: hostile })),
      })),
    });

    const { html } = await readAs("mira", aDecisionPage({ decision }));

    expect(html).not.toContain("<img");
    expect(html.match(/&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt;/g)?.length).toBeGreaterThan(4);
  });
});
