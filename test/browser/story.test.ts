import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { answersOf, shippedCourse } from "../sandbox/learner.ts";
import { putPolicyInForce } from "../sandbox/story/gate.ts";
import { type SandboxWorld, startWorld } from "../sandbox/world.ts";
import { launchBrowser } from "../support/browser.ts";
import { createLooks, type Looks } from "../support/looks.ts";

const REPOSITORY = "acme/payments-api";
const COURSE_ID = "owasp-top-10-2025";
const COURSE = `/courses/${COURSE_ID}`;
/** A dozen pages, each looked at by axe in two ways. */
const STORY_MS = 240_000;

let browser: Browser;
let world: SandboxWorld;
beforeAll(async () => {
  [browser, world] = await Promise.all([launchBrowser(), startWorld({}, { fixedPorts: false })]);
  await putPolicyInForce(world);
  world.github.actions.requireCheck({ as: "sam", repository: REPOSITORY });
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** Somebody's own browser, which runs no script. */
async function aBrowser(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: world.app.url, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** As a person waits for a check: by looking again. */
async function reloadUntil(page: Page, text: string | RegExp): Promise<void> {
  for (let looks = 0; looks < 100; looks += 1) {
    if ((await page.getByText(text).count()) > 0) return;
    await page.waitForTimeout(100);
    await page.waitForLoadState();
    await page.reload();
  }
  throw new Error(`${page.url()} never said ${text}: ${await page.locator("main").textContent()}`);
}

/** Chooses an answer to each question on the page; `wrong` of them, the first ones, are not right. */
async function answer(page: Page, { wrong }: { wrong: number }): Promise<void> {
  const html = await (await page.request.get(page.url())).text();
  const course = await shippedCourse(COURSE_ID);
  const [right, missed] = [answersOf(html, course, "right"), answersOf(html, course, "wrong")];
  for (const [index, name] of Object.keys(right).entries()) {
    const places = (index < wrong ? missed : right)[name] ?? [];
    for (const place of places) await page.locator(`input[name="${name}"][value="${place}"]`).check();
  }
}

async function signInAs(login: string): Promise<Page> {
  const page = await aBrowser();
  await page.goto(`${world.github.url}/sign-in-as/${login}`);
  return page;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });
const heading = (page: Page) => page.locator("main h1").textContent();

describe("a new engineer, in a browser without script", () => {
  let looks: Looks;
  beforeAll(async () => {
    looks = await createLooks(browser);
  });

  it(
    "opens a pull request, follows its check to the course, fails, passes, signs, and finds it green",
    async () => {
      const page = await aBrowser();

      await page.goto(world.github.url);
      await looks.at("01-github", page);
      const box = page.locator("section", { hasText: REPOSITORY });
      await box.getByRole("button", { name: "Open a pull request as mira" }).click();
      await reloadUntil(page, "1 person still needs training");
      await looks.at("02-pull-request-waiting", page);
      expect(await button(page, "Merge pull request").isDisabled()).toBe(true);

      await link(page, /^start/).click();
      await looks.at("03-sign-in", page);
      await link(page, "Sign in with GitHub").click();
      await looks.at("04-github-authorize", page);
      await button(page, "mira").click();
      expect(new URL(page.url()).pathname).toBe(COURSE);
      await looks.at("05-course", page);
      await link(page, "Start reading").click();
      await looks.at("06-module-first", page);
      await page.goto(`${COURSE}/injection`);
      await looks.at("07-module", page);

      await page.goto(COURSE);
      await button(page, "Take the quiz").click();
      await looks.at("08-quiz", page);
      await button(page, "Hand in").click();
      await looks.at("09-quiz-unanswered", page);
      await answer(page, { wrong: 6 });
      await button(page, "Hand in").click();
      expect(await heading(page)).toBe("Not passed yet");
      expect(await page.getByText("Your score is 76%").count()).toBe(1);
      await looks.at("10-result-failed", page);
      await page.goto("/");
      await looks.at("11-my-training", page);

      await button(page, "Try the quiz again").click();
      await answer(page, { wrong: 0 });
      await button(page, "Hand in").click();
      expect(await heading(page)).toBe("Passed");
      await looks.at("12-result-passed", page);
      await link(page, "Read and sign").click();
      await looks.at("13-attest", page);
      await page.getByLabel("Your full name").fill("Mira Novak");
      await button(page, "Sign").click();
      await reloadUntil(page, "It is open: nothing is left to do.");
      await looks.at("14-done", page);

      await link(page, `Back to ${REPOSITORY}#1`).click();
      await reloadUntil(page, "Training is current");
      await looks.at("15-pull-request-open", page);
      await button(page, "Merge pull request").click();
      expect(await page.locator("main").textContent()).toContain("Merged");
      await page.goto("/");
      await looks.at("16-my-training-done", page);

      expect(looks.problems).toEqual([]);
    },
    STORY_MS,
  );
});

describe("the page of a decision", () => {
  let pull: PullRequest;
  let decision: string;
  let looks: Looks;
  beforeAll(async () => {
    looks = await createLooks(browser);
    const { actions, latestRun } = world.github;
    pull = actions.openPullRequest({ as: "ada", repository: REPOSITORY, title: "Retry a declined card once" });
    const oldLaptop = { name: "Jo", email: "jo@old-laptop" };
    actions.push({ as: "jo", repository: REPOSITORY, branch: pull.headRef, commits: [{ author: "jo" }, oldLaptop] });
    const run = await vi.waitUntil(() => latestRun(REPOSITORY, pull.headSha), { timeout: 15_000 });
    decision = run.detailsUrl ?? "";
  });

  it("is where the check leads", async () => {
    const page = await signInAs("ada");
    await page.goto(`${world.github.url}/${REPOSITORY}/pull/${pull.number}`);
    await looks.at("20-pull-request-of-two", page);

    await link(page, "Why this rule").click();

    expect(page.url()).toBe(decision);
    expect(looks.problems).toEqual([]);
  });

  it.each([
    { login: "ada", is: "the author", ownStep: true, reasons: 1, address: true },
    { login: "mira", is: "another reader", ownStep: false, reasons: 0, address: false },
    { login: "sam", is: "an administrator", ownStep: false, reasons: 2, address: true },
    { login: "audrey", is: "the auditor", ownStep: false, reasons: 2, address: true },
  ])("shows $login, $is, what is theirs to see", async ({ login, ownStep, reasons, address }) => {
    const page = await signInAs(login);

    await page.goto(decision);
    await looks.at(`21-decision-${login}`, page);

    expect(await heading(page)).toBe("2 of 2 people still need training");
    expect((await page.getByRole("heading", { name: "Your next step" }).count()) > 0).toBe(ownStep);
    expect(await page.locator("li", { hasText: "never finished" }).count()).toBe(reasons);
    expect((await page.getByText("jo@old-laptop").count()) > 0).toBe(address);
    expect(looks.problems).toEqual([]);
  });

  it("is not there for somebody without access to the repository", async () => {
    const page = await signInAs("noor");

    const answer = await page.goto(decision);
    await looks.at("22-not-found", page);

    expect(answer?.status()).toBe(404);
    expect(await page.locator("body").textContent()).not.toMatch(/ada|payments-api/);
    expect(looks.problems).toEqual([]);
  });
});
