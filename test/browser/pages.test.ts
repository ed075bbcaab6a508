import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decisionId } from "../../src/domain/ids.ts";
import { listCourses, questionPool } from "../../src/training/curriculum.ts";
import { questionAnchor } from "../../src/web/views/quiz-question.tsx";
import { launchBrowser } from "../support/browser.ts";
import { COLOURS, lookerAt, SIZES } from "../support/looks.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aDecisionPage } from "../web/a-decision.ts";
import { answer, attemptIdOf, openPages } from "./open-pages.ts";

const COURSE = "/courses/owasp-top-10-2025";
const DECISION = aDecisionPage({ self: 101 });
/** Fourteen pages, each looked at by axe. */
const TOUR_MS = 120_000;
const WAITING = [
  ["payments", 12, "action_required"],
  ["ledger", 7, "neutral"],
  ["shop-frontend", 1204, null],
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** The pages of the shipped courses, with pull requests that wait. */
async function open(options: BrowserContextOptions = {}) {
  const curriculum = await shippedCurriculum();
  const told = (gitHubUrl: string) => ({
    curriculum,
    decisions: [{ for: "mira", page: DECISION }],
    pullRequests: WAITING.map(([name, number, conclusion]) => ({
      owner: "acme",
      name,
      number,
      url: `${gitHubUrl}/acme/${name}/pull/${number}`,
      conclusion,
      decisionId: decisionId(DECISION.id),
    })),
  });
  return openPages(browser, told, options);
}

describe("a learner without script", () => {
  it("comes from a check, signs in, tests out, signs, and is led back", async () => {
    const { page, world } = await open({ javaScriptEnabled: false });
    const refused: string[] = [];
    page.on("console", (message) => refused.push(message.text()));
    page.on("requestfailed", (request) => refused.push(request.url()));

    await page.goto(COURSE);
    await page.getByRole("link", { name: "Sign in with GitHub" }).click();
    await page.getByRole("button", { name: "Take the quiz" }).click();
    await answer(page, world, 1);
    await page.getByRole("button", { name: "Hand in" }).click();
    const asked = await page.getByRole("alert").textContent();
    await page.getByRole("alert").getByRole("link").click();
    const focused = page.locator("fieldset:focus");
    const unanswered = await focused.getAttribute("id");
    await answer(page, world);
    await page.getByRole("button", { name: "Hand in" }).click();
    const score = await page.getByText("Your score is").textContent();
    await page.getByRole("link", { name: "Read and sign" }).click();
    await page.getByLabel("Your full name").fill("Mira Novak");
    await page.getByRole("button", { name: "Sign", exact: true }).click();

    expect(refused).toEqual([]);
    expect(
      await page
        .locator(".panel")
        .first()
        .evaluate((panel) => getComputedStyle(panel).borderTopStyle),
    ).toBe("solid");
    expect(asked).toContain("One question has no answer yet");
    expect(unanswered).toMatch(/^question-/);
    expect(score).toContain("100%");
    expect(new URL(page.url()).pathname).toBe(`${COURSE}/done`);
    const waiting = page.getByRole("link", { name: "acme/payments#12", exact: true });
    expect(await waiting.getAttribute("href")).toMatch(/\/acme\/payments\/pull\/12$/);
  });

  it("keeps chosen answers after saving and reloading", async () => {
    const { page, world } = await open({ javaScriptEnabled: false });
    await page.goto(`/sign-in/github?return_to=${COURSE}`);
    await page.getByRole("button", { name: "Take the quiz" }).click();
    await answer(page, world, 5);

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("20 of 25 answered and saved").waitFor();
    await page.reload();

    const right = Object.values(world.learning.rightAnswers(attemptIdOf(page)))
      .slice(5)
      .flat();
    expect(await page.locator("fieldset input:checked").count()).toBe(right.length);
    expect(await page.getByRole("status").textContent()).toBe("20 of 25 answered and saved");
  });
});

describe("with the keyboard alone", () => {
  it("the whole quiz can be answered and handed in, and what has the focus is never hidden", async () => {
    const { page } = await open({ javaScriptEnabled: false, viewport: SIZES.narrow });
    await page.goto(`/sign-in/github?return_to=${COURSE}`);
    await page.getByRole("button", { name: "Take the quiz" }).click();
    const handIn = page.getByRole("button", { name: "Hand in" });
    const bar = page.locator(".bar");

    const hidden: string[] = [];
    for (let steps = 0; steps < 250; steps += 1) {
      await page.keyboard.press("Tab");
      if (await handIn.evaluate((button) => button === document.activeElement)) break;
      const focus = page.locator("input:focus");
      if ((await focus.count()) === 0) continue;
      await page.keyboard.press("Space");
      const [box, barBox] = [await focus.boundingBox(), await bar.boundingBox()];
      if (!box || !barBox || box.y + box.height > barBox.y || box.y < 0)
        hidden.push((await focus.getAttribute("name")) ?? "");
    }
    await page.keyboard.press("Enter");
    await page.getByText("Your score is").waitFor();

    expect(hidden).toEqual([]);
  });

  it("Enter inside an answer saves and does not hand in", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(`/sign-in/github?return_to=${COURSE}`);
    await page.getByRole("button", { name: "Take the quiz" }).click();

    await page.locator("fieldset input").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");

    await page.getByText("1 of 25 answered and saved").waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#question-/);
  });

  it("the first Tab leads past the header", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto("/sign-in/github");

    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");

    expect(await page.locator("main a:focus").count()).toBe(1);
  });
});

/** A question of the paper that may be wrong without failing it. */
async function oneToMiss({ page, world }: Awaited<ReturnType<typeof open>>): Promise<string> {
  const pool = listCourses(await shippedCurriculum()).flatMap(questionPool);
  const asked = Object.keys(world.learning.rightAnswers(attemptIdOf(page)));
  return asked.find((id) => pool.some((question) => question.id === id && !question.mustPass)) ?? "";
}

/** Every page in turn, as a learner meets it; `look` is called on each. */
async function tour(session: Awaited<ReturnType<typeof open>>, look: (name: string) => Promise<void>): Promise<void> {
  const { page, world } = session;
  await page.goto(COURSE);
  await look("sign-in");
  await page.goto(`/sign-in/github?return_to=${COURSE}`);
  await look("course");
  await page.goto("/");
  await look("my-training");
  await page.goto(`${COURSE}/injection`);
  await look("module");
  await page.goto(`/decisions/${DECISION.id}`);
  await look("decision");
  await page.goto("/no-such-page");
  await look("not-found");
  await page.goto(COURSE);
  await page.getByRole("button", { name: "Take the quiz" }).click();
  await look("quiz");
  await answer(page, world, 9);
  await page.getByRole("button", { name: "Hand in" }).click();
  await look("quiz-unanswered");
  await page.getByRole("button", { name: "Hand in" }).click();
  await look("result-failed");
  await page.goto(COURSE);
  await look("course-waiting");
  world.pass(900_000);
  await page.goto(COURSE);
  await page.getByRole("button", { name: "Try the quiz again" }).click();
  await answer(page, world);
  await page
    .locator(`#${questionAnchor(await oneToMiss(session))} input`)
    .last()
    .click();
  await page.getByRole("button", { name: "Hand in" }).click();
  await look("result-passed");
  await page.goto(`${COURSE}/attest`);
  await page.getByLabel("Your full name").fill("M");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await look("attest-problem");
  await page.getByLabel("Your full name").fill("Mira Novak");
  await look("attest");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await look("done");
}

describe.each(COLOURS)("in %s", (colorScheme) => {
  it.each(Object.keys(SIZES) as (keyof typeof SIZES)[])(
    "no page has a serious problem of accessibility, or scrolls sideways: %s",
    async (size) => {
      // Only here scripts may run, past the pages' own policy, so that axe can look at them.
      const session = await open({ colorScheme, viewport: SIZES[size], bypassCSP: true });
      const { look, problems } = await lookerAt(session.page, `${colorScheme}-${size}`);

      await tour(session, look);

      expect(problems).toEqual([]);
    },
    TOUR_MS,
  );
});
