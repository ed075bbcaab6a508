import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PersonId } from "../../src/domain/ids.ts";
import type { ActivityView, SendPreview } from "../../src/pipeline/awareness/port.ts";
import { createEffectiveness } from "../../src/pipeline/effectiveness/effectiveness.ts";
import type { EffectivenessReading } from "../../src/pipeline/effectiveness/port.ts";
import { loadNewsletters } from "../../src/programme/awareness/load.ts";
import type { Newsletter } from "../../src/programme/awareness/newsletter.ts";
import type { AwarenessPages } from "../../src/web/deps.ts";
import { anAttempt, answered } from "../programme/effectiveness/some-attempts.ts";
import { launchBrowser } from "../support/browser.ts";
import { createLooks } from "../support/looks.ts";
import { NOON, openingCurriculum } from "../web/a-web.ts";
import { ACME, holding } from "../web/an-admin.ts";
import { aReadingDesk } from "../web/an-awareness.ts";
import { openPages } from "./open-pages.ts";

const CONTENT = join(import.meta.dirname, "../../content");
const TOUR_MS = 120_000;
const SLUG = "2027-01-secrets-in-commits";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

const inMonths = (months: number, day = 5) => new Date(Date.UTC(2026, 8 + months, day, 9));

/** Two courses over three months, of which one got a new version, with a question that is too easy. */
const reading: EffectivenessReading = {
  async *attempts() {
    for (const [month, passes] of [6, 7, 5].entries()) {
      for (let person = 0; person < 10; person += 1) {
        const passed = person < passes;
        const questions = [answered("known-to-all", true), answered("tells-apart", passed, 1 + (person % 2))];
        const version = month < 2 ? "1.0.0" : "2.0.0";
        const objectives = [{ module: "access", objective: "spot", right: passed ? 2 : 1, total: 2 }];
        const score = passed ? 90 : 50;
        yield anAttempt({
          course: "owasp-top-10-2025",
          version,
          gradedAt: inMonths(month),
          passed,
          score,
          questions,
          objectives,
        });
      }
      yield anAttempt({ course: "secure-coding", gradedAt: inMonths(month) });
    }
  },
  simulations: async () =>
    [0, 1, 2].map((month) => ({
      ...{ id: `s${month}`, title: `Simulation ${month + 1}`, happenedAt: inMonths(month) },
      outcomes: {
        delivered: 20,
        reported: 8 + 3 * month,
        clicked: 6 - month,
        submitted: 1,
        medianMinutes: 30 - month * 8,
      },
    })),
  groupsOf: async () => [
    { name: "Engineering", people: 12, reported: 7, clicked: 3 },
    { name: "Finance", people: 6, reported: 1, clicked: 2 },
    { name: "Legal", people: 2, reported: 0, clicked: 1 },
  ],
  incidents: async () => [{ month: "2026-10", reports: 7, timed: 6, medianMinutes: 14 }],
  microAnswers: async () => [{ slug: SLUG, question: "pushed-a-key", answers: 12, right: 9 }],
};

const common = {
  orgId: ACME,
  slug: null,
  roster: 40,
  recordedAt: NOON,
  closedAt: NOON,
  outcomes: null,
  suppressed: false,
};
const activities: readonly ActivityView[] = [
  {
    ...{ ...common, id: "a", kind: "newsletter", method: "campaign", channel: "mail", title: "Half a report now" },
    ...{ happenedAt: NOON, audience: 40, covered: 38, delivered: 38, undeliverable: 2, unknown: 1 },
    textSha256: "ab".repeat(32),
  },
  {
    ...{ ...common, id: "b", kind: "phishing", method: "simulation", channel: "gophish", title: "October" },
    ...{
      happenedAt: NOON,
      audience: 20,
      covered: 18,
      delivered: 20,
      undeliverable: null,
      unknown: null,
      textSha256: null,
    },
    outcomes: { delivered: 20, reported: 9, clicked: 5, submitted: 1, medianMinutes: 12 },
  },
  {
    ...{ ...common, id: "c", kind: "drill", method: "simulation", channel: "form", title: "Lost laptop" },
    ...{
      happenedAt: NOON,
      audience: 6,
      covered: null,
      delivered: null,
      undeliverable: null,
      unknown: null,
      textSha256: null,
    },
  },
];

const DELIVERED = [SLUG, "2026-01-gone"].map((slug, index) => ({
  ...{ slug, title: index === 0 ? "A secret in a commit is a secret that is out" : "What was sent a year ago" },
  ...{ kind: "newsletter" as const, happenedAt: NOON, text: "---\ntitle: x\n---\nAs it was **then**.\n" },
}));

const SENT = {
  ...{ title: "Half a report now", kind: "newsletter" as const, happenedAt: NOON, textSha256: "ab".repeat(32) },
  markdown: "Say it **at once**, even if you are not sure.",
};

function awarenessOf(newsletters: readonly Newsletter[]): AwarenessPages {
  const preview = (slug: string): SendPreview | null => {
    const newsletter = newsletters.find((one) => one.slug === slug);
    return newsletter
      ? { newsletter, audience: 40, withoutAddress: 2, reached: 0, roster: 40, sentAt: null, isOpen: false }
      : null;
  };
  const importOf = {
    id: "i",
    orgId: ACME,
    kind: "phishing",
    source: "gophish",
    fileSha256: "",
    importedAt: NOON,
  } as const;
  return {
    records: {
      list: async () => activities,
      imports: async () => [{ ...importOf, rows: 20, rejected: 1, known: 0, unmatched: 2, importedBy: "" as PersonId }],
      sentText: async (_, id) => (id === "a" ? SENT : null),
      recordHeld: async () => ({ ok: true }),
      recordIncidents: async () => ({ ok: false, why: "That day is still to come", field: "on" }),
    },
    sending: {
      newsletters: () => newsletters,
      preview: async (_, slug) => preview(slug),
      start: async () => ({ ok: true, id: "a" }),
    },
    reading: aReadingDesk(newsletters, DELIVERED),
  };
}

async function pages() {
  const loaded = await loadNewsletters([CONTENT]);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const told = {
    curriculum: await openingCurriculum(),
    exceptions: holding({ admin: true, auditor: true }),
    awareness: awarenessOf(loaded.newsletters),
    effectiveness: createEffectiveness(reading),
  };
  return openPages(browser, () => told, { javaScriptEnabled: false });
}

it(
  "the pages of awareness and effectiveness have no serious problem of accessibility, and do not scroll sideways",
  async () => {
    const { page } = await pages();
    const looks = await createLooks(browser);
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
    });
    await page.goto("/sign-in/github");

    await page.goto("/admin/awareness");
    expect(await page.getByText("reached 38 of 40 on the roster").count()).toBe(1);
    await looks.at("awareness", page);
    await page.getByRole("link", { name: "Half a report now", exact: true }).click();
    expect(await page.getByText("Say it at once").count()).toBe(1);
    await looks.at("awareness-sent", page);
    await page.goto("/admin/awareness/files?search=goph&show=phishing");
    expect(await page.getByRole("heading", { name: "1 file" }).count()).toBe(1);
    await looks.at("awareness-files", page);
    await page.goto("/admin/awareness");
    await page.getByText("Count incidents that people reported").click();
    await page.locator("#incidents-on").fill("2030-01-01");
    await page.locator("form[action*=incidents] button").click();
    expect(await page.getByRole("alert").or(page.getByText("That day is still to come")).first().isVisible()).toBe(
      true,
    );
    await looks.at("awareness-refused", page);
    await page.goto(`/admin/awareness/send/${SLUG}`);
    expect(await page.getByRole("button", { name: "Send it" }).count()).toBe(1);
    await looks.at("awareness-send", page);

    await page.goto("/admin/effectiveness");
    // Legal are two people: with Finance they are eight, and alone they would be what is left over.
    expect(await page.getByRole("cell", { name: "Finance" }).count()).toBe(0);
    expect(await page.getByRole("cell", { name: "Engineering" }).count()).toBe(3);
    expect(await page.getByText("fewer than 5").count()).toBeGreaterThan(0);
    await looks.at("effectiveness", page);
    await page.goto("/admin/effectiveness?show=flagged");
    expect(await page.getByRole("rowheader", { name: /known-to-all/ }).count()).toBe(1);
    expect(await page.getByRole("rowheader", { name: /tells-apart/ }).count()).toBe(0);
    await page.goto("/auditor/effectiveness");
    await looks.at("auditor-effectiveness", page);

    expect(looks.problems).toEqual([]);
    expect(refused).toEqual([]);
  },
  TOUR_MS,
);

it(
  "somebody reads a newsletter, answers its three questions without script, and is told why",
  async () => {
    const { page } = await pages();
    const looks = await createLooks(browser);
    await page.goto("/sign-in/github");
    await page.goto(`/awareness/${SLUG}`);
    await looks.at("newsletter", page);

    for (const group of await page.locator("fieldset").all()) await group.locator("input").first().check();
    await page.getByRole("button", { name: "Hand in" }).click();

    expect(await page.getByRole("heading", { name: "Your answers" }).count()).toBe(1);
    expect(await page.getByText("You chose:").count()).toBe(3);
    expect(await page.getByRole("button", { name: "Hand in" }).count()).toBe(0);
    await page.getByRole("link", { name: "Newsletters" }).click();
    expect(await page.getByText("Questions answered").count()).toBe(1);
    await looks.at("newsletters", page);
    await looks.at("newsletter-answered", page);
    expect(looks.problems).toEqual([]);
  },
  TOUR_MS,
);

it(
  "somebody finds on their first page what was sent to them, and reads what lies ready no more",
  async () => {
    const { page } = await pages();
    const looks = await createLooks(browser);
    await page.goto("/sign-in/github");
    await page.goto("/");
    await looks.at("my-training-newsletters", page);

    expect(await page.getByRole("link", { name: "Try its three questions: A secret in a commit" }).count()).toBe(1);
    await page.getByRole("link", { name: "What was sent a year ago" }).click();

    expect(await page.locator("strong", { hasText: "then" }).count()).toBe(1);
    expect(await page.getByRole("button", { name: "Hand in" }).count()).toBe(0);
    expect(looks.problems).toEqual([]);
  },
  TOUR_MS,
);
