import { beforeAll, describe, expect, it } from "vitest";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { UNSAID } from "../../src/training/organisation.ts";
import { aWeb } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";

const MODULE = "/courses/counter-desk/look-up";
let curriculum: Curriculum;
beforeAll(async () => {
  const loaded = await loadCurriculum({ folders: ["test/fixtures/content-pairs"] });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  curriculum = loaded.curriculum;
});

async function aReader(of = curriculum) {
  const visitor = createVisitor(aWeb({ curriculum: of }));
  await visitor.signIn("mira");
  return visitor;
}

/** The captions of the pair's halves, in their order, and whether a click is needed to see them. */
function halvesOf(html: string, pair: string): readonly string[] {
  const section = new RegExp(`<section class="pair" id="pair-${pair}".*?</section>`, "s").exec(html)?.[0] ?? "";
  const [open = "", folded = ""] = section.split("<details>");
  const captions = (part: string) =>
    [...part.matchAll(/<figcaption>(.*?)<\/figcaption>/gs)].map(([, caption = ""]) => textOf(caption));
  return [...captions(open), ...captions(folded).map((caption) => `folded: ${caption}`)];
}

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

describe("a pair on a module's page", () => {
  it("shows TypeScript to who has chosen nothing, and Python a click away", async () => {
    const { html } = await (await aReader()).get(MODULE);

    expect(halvesOf(html, "order-by-id")).toEqual([
      "Vulnerable TypeScript",
      "Fixed TypeScript",
      "folded: Vulnerable Python",
      "folded: Fixed Python",
    ]);
    expect(html).toContain('aria-label="The same code twice, in TypeScript"');
    expect(html).toContain("<summary>The same in Python</summary>");
    expect(textOf(html)).toContain("return orders.get(id)");
  });

  it("shows the one stack that there is", async () => {
    const { html } = await (await aReader()).get(MODULE);

    expect(halvesOf(html, "receipt-line")).toEqual(["Vulnerable Python", "Fixed Python"]);
  });

  it("stands where the text names it, and nothing of its proof is shown", async () => {
    const { html } = await (await aReader()).get(MODULE);
    const places = ["pair-order-by-id", "The other one needs", "pair-receipt-line", "If you find one"];

    expect(places.map((place) => html.indexOf(place)).every((at, index, all) => at > (all[index - 1] ?? 0))).toBe(true);
    expect(html).not.toContain("prove");
    expect(html).not.toContain("ben reads");
  });

  it("shows the stack that a reader chose, from then on, and leads them back to where they were", async () => {
    const reader = await aReader();
    await reader.get(MODULE);

    const back = await reader.submit(`${MODULE}/stack`, {
      form_token: reader.token(),
      stack: "python",
      pair: "order-by-id",
    });
    const { html } = await reader.get(MODULE);

    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toBe(`${MODULE}#pair-order-by-id`);
    expect(back.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^training-gate-stack=python; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect(halvesOf(html, "order-by-id")[0]).toBe("Vulnerable Python");
    expect(html).toContain("Show me TypeScript first, from now on");
  });

  it.each([
    ["a stack that there is not", { stack: "cobol", pair: "order-by-id" }, `${MODULE}#pair-order-by-id`],
    ["a place that no pair has", { stack: "python", pair: "/evil" }, MODULE],
  ])("takes no harm from %s", async (_, fields, location) => {
    const reader = await aReader();
    await reader.get(MODULE);

    const back = await reader.submit(`${MODULE}/stack`, { form_token: reader.token(), ...fields });
    reader.cookies.set("training-gate-stack", "cobol");

    expect(back.headers.get("location")).toBe(location);
    expect(halvesOf((await reader.get(MODULE)).html, "order-by-id")[0]).toBe("Vulnerable TypeScript");
  });

  it("takes no choice from a form of another site", async () => {
    const reader = await aReader();
    await reader.get(MODULE);

    const refused = await reader.submit(`${MODULE}/stack`, { stack: "python" }, { origin: "https://evil.example" });

    expect(refused.status).toBe(403);
    expect(reader.cookies.has("training-gate-stack")).toBe(false);
  });
});

describe("code", () => {
  it("is coloured in a module's text, in its pairs, and in questions, without a style of its own", async () => {
    const reader = await aReader();
    const module = await reader.get(MODULE);
    const quiz = await reader.post(`${MODULE}/attempts`);

    expect(module.html).toContain('<code class="language-python"><span class="k">def </span>');
    expect(module.html).toContain('<code class="language-ts"><span class="k">interface </span>');
    expect(quiz.html).toContain('<span class="f">find</span>(order, person);');
    expect(`${module.html}${quiz.html}`).not.toContain(" style=");
  });
});

describe("what a module says of the organisation", () => {
  it("stands in its prose as plain text, and not in its code", async () => {
    const { html } = await (await aReader()).get(MODULE);

    expect(html).toContain("At Acme &amp; Sons somebody asked for <code>{{organisation}}</code> and got it.");
    expect(html).toContain("<p>Tell the duty officer &lt;duty@acme.example&gt; first.</p>");
  });

  it("stands in its boxes", async () => {
    const { html } = await (await aReader()).get(MODULE);
    const text = textOf(html);

    expect(html).toContain('<section class="panel panel-accent" aria-label="Report it at Acme &amp; Sons">');
    expect(text).toContain("Tell first: the duty officer &lt;duty@acme.example&gt;");
    expect(text).toContain("Write in #security, day or night");
    expect(text).toContain("Outside office hours: security on call, +49 30 5678");
    expect(html).toContain('<a href="mailto:security@acme.example">security@acme.example</a>');
    expect(html).toContain('<a href="https://wiki.acme.example/use" rel="noopener noreferrer">Acceptable use</a>');
    expect(html).toContain('href="https://wiki.acme.example/incidents"');
    expect(html).toContain('<time datetime="2027-03-01T00:00:00.000Z">');
  });

  it("reads well where nothing was filled in, and says whom to ask", async () => {
    const [layer] = curriculum.layers;
    const courses = layer!.courses.map((course) => ({
      ...course,
      modules: course.modules.map((module) => ({ ...module })),
      organisation: UNSAID,
    }));
    const { html } = await (await aReader({ layers: [{ ...layer!, courses }] })).get(MODULE);

    expect(html).toContain("At your organisation somebody asked");
    expect(html).toContain("<p>Tell your organisation’s security contact first.</p>");
    expect(textOf(html)).toContain("Your organisation has not written down here how to report.");
    expect(textOf(html)).toContain("No drill is announced here.");
  });
});
