import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { COLOURS, lookerAt, SIZES } from "../support/looks.ts";
import { aCourse } from "../training/a-course.ts";
import type { AWeb } from "../web/a-web.ts";
import { answer, attemptIdOf, openPages } from "./open-pages.ts";

const DAY_MS = 86_400_000;
/** The whole course by Tab and Space takes a few hundred key presses. */
const KEYS_MS = 120_000;
const TOUR_MS = 120_000;
const course = aCourse({ per: "module", pools: [12, 12], draw: 4, passMark: 75 });
const COURSE = `/courses/${course.id}`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

const open = (options: BrowserContextOptions = {}) =>
  openPages(browser, () => ({ curriculum: { layers: [{ id: course.layer, courses: [course] }] } }), options);

/** Presses Tab until what `name` names has the focus. */
async function tabTo(page: Page, role: "link" | "button" | "textbox", name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true }).first();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to the ${role} ${name} on ${page.url()}`);
}

/** Answers rightly by Tab, the arrow keys and Space, as the browser gives them to radio buttons and check boxes. */
async function answerByKeys(page: Page, world: AWeb): Promise<void> {
  const answers = world.learning.rightAnswers(attemptIdOf(page));
  const left = new Set(
    Object.entries(answers).flatMap(([id, places]) => places.map((place) => `answer:${id}=${place}`)),
  );
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at instanceof HTMLInputElement ? { key: `${at.name}=${at.value}`, name: at.name, type: at.type } : null;
    });
  for (let presses = 0; left.size > 0 && presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    let at = await focused();
    for (let arrows = 0; at?.type === "radio" && !left.has(at.key) && arrows < 4; arrows += 1) {
      await page.keyboard.press("ArrowDown");
      at = await focused();
    }
    if (!at || !left.has(at.key)) continue;
    await page.keyboard.press("Space");
    left.delete(at.key);
  }
  expect([...left]).toEqual([]);
}

describe("a whole course with a quiz for each module", () => {
  it(
    "can be read, answered and signed for with the keyboard alone, without script",
    async () => {
      const { page, world } = await open({ javaScriptEnabled: false, viewport: SIZES.narrow });
      await page.goto(`/sign-in/github?return_to=${COURSE}`);

      await tabTo(page, "link", "Start reading");
      await page.keyboard.press("Enter");
      for (const module of course.modules) {
        await page.getByRole("heading", { level: 1, name: module.title }).waitFor();
        await tabTo(page, "button", "Take this module’s quiz");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { level: 1, name: `Quiz: ${module.title}` }).waitFor();
        await answerByKeys(page, world);
        await tabTo(page, "button", "Hand in");
        await page.keyboard.press("Enter");
        await page.getByText("Your score is 100%").waitFor();
        const isLast = module === course.modules.at(-1);
        await tabTo(page, "link", isLast ? "Read and sign" : "Go on with the next module");
        await page.keyboard.press("Enter");
      }
      await tabTo(page, "textbox", "Your full name");
      await page.keyboard.type("Mira Novak");
      await page.keyboard.press("Enter");
      await page.getByText("Done, thank you").first().waitFor();
      await tabTo(page, "link", "Certificate");
      await page.keyboard.press("Enter");

      await page.getByText("Mira Novak").waitFor();
      expect(new URL(page.url()).pathname).toBe(`${COURSE}/certificate`);
    },
    KEYS_MS,
  );
});

async function pass(page: Page, world: AWeb, button: string, wrong = 0): Promise<void> {
  await page.getByRole("button", { name: button }).first().click();
  await answer(page, world, wrong);
  await page.getByRole("button", { name: "Hand in" }).click();
  if (wrong > 0) await page.getByRole("button", { name: "Hand in" }).click();
}

/** Through all that a course with a quiz for each module can come to; `look` is called on each page. */
async function tour({ page, world }: Awaited<ReturnType<typeof open>>, look: (name: string) => Promise<void>) {
  await page.goto(`/sign-in/github?return_to=${COURSE}`);
  await look("modules-course");
  await page.goto(`${COURSE}/m0`);
  await look("modules-module");
  await pass(page, world, "Take this module’s quiz", 4);
  await look("modules-failed");
  await pass(page, world, "Try the quiz again");
  await look("modules-passed");
  await page.goto(COURSE);
  await look("modules-under-way");
  await page.goto("/");
  await look("modules-training");
  await page.goto(`${COURSE}/m1`);
  await pass(page, world, "Take this module’s quiz");
  await page.getByRole("link", { name: "Read and sign" }).click();
  await page.getByLabel("Your full name").fill("Mira Novak");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.waitForURL(/\/done$/);
  await page.goto(COURSE);
  await look("modules-done");
  await page.goto(`${COURSE}/certificate`);
  await look("certificate");
  await page.goto("/history");
  await look("history");
  const changes = [{ version: "2.2.0", modules: ["m1"], summary: "" }];
  const next = { ...course, version: "2.2.0", digest: "d2", changes };
  world.learning.publish({ layers: [{ id: course.layer, courses: [next] }] });
  await page.goto(COURSE);
  await look("delta-course");
  world.pass(366 * DAY_MS);
  await page.goto(COURSE);
  await look("renewal-course");
  await pass(page, world, "Renew", 2);
  await look("renewal-asked-again");
  await page.getByRole("button", { name: /^Answer/ }).click();
  await look("renewal-again-quiz");
}

describe.each(COLOURS)("in %s", (colorScheme) => {
  it.each(Object.keys(SIZES) as (keyof typeof SIZES)[])(
    "no page has a serious problem of accessibility, or scrolls sideways: %s",
    async (size) => {
      const session = await open({ colorScheme, viewport: SIZES[size], bypassCSP: true });
      const { look, problems } = await lookerAt(session.page, `${colorScheme}-${size}`);

      await tour(session, look);

      expect(problems).toEqual([]);
    },
    TOUR_MS,
  );
});

describe("the certificate", () => {
  it("prints on one page of A4, dark on light, also where the screen is dark", async () => {
    const { page, world } = await open({ colorScheme: "dark" });
    await page.goto(`/sign-in/github?return_to=${COURSE}/m0`);
    await pass(page, world, "Take this module’s quiz");
    await page.goto(`${COURSE}/m1`);
    await pass(page, world, "Take this module’s quiz");
    await page.goto(`${COURSE}/attest`);
    await page.getByLabel("Your full name").fill("Mira Novak");
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.waitForURL(/\/done$/);
    await page.goto(`${COURSE}/certificate`);

    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return { color, backgroundColor };
    });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");

    expect(colours).toEqual({ color: "rgb(31, 35, 40)", backgroundColor: "rgb(255, 255, 255)" });
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    expect(await page.locator(".header").isVisible()).toBe(false);
  });
});
