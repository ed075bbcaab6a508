import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listCourses } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { launchBrowser } from "../support/browser.ts";
import { COLOURS, lookerAt, SIZES } from "../support/looks.ts";
import { openPages } from "./open-pages.ts";

const MODULE = "/courses/counter-desk/look-up";
const TOUR_MS = 120_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** Signed in, with the shipped courses and one whose module has everything that a module may have put in. */
async function open(options: BrowserContextOptions = {}) {
  const loaded = await loadCurriculum({ folders: ["content", "test/fixtures/content-pairs"] });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { curriculum } = loaded;
  const { page } = await openPages(browser, () => ({ curriculum }), options);
  await page.goto("/sign-in/github");
  return { page, courses: listCourses(curriculum) };
}

describe("reading a module without script", () => {
  it("the other stack is one key away, and can be kept in front with the keyboard alone", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    const refused: string[] = [];
    page.on("console", (message) => refused.push(message.text()));
    await page.goto(MODULE);
    const pair = page.locator("#pair-order-by-id");
    const python = pair.getByText("def find_order").first();
    const hiddenBefore = await python.isHidden();

    await pair.getByText("The same in Python").focus();
    await page.keyboard.press("Enter");
    const shownAfter = await python.isVisible();
    await pair.getByRole("button", { name: "Show me Python first, from now on" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${MODULE}#pair-order-by-id`);

    expect([hiddenBefore, shownAfter]).toEqual([true, true]);
    expect(await python.isVisible()).toBe(true);
    expect(await pair.getByText("export function findOrder").first().isVisible()).toBe(false);
    expect(await page.locator("details[open]").count()).toBe(0);
    expect(refused).toEqual([]);
  });

  it("code is coloured by the page's sheet alone", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(MODULE);

    const colourOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).color);

    expect(await colourOf("pre .k")).not.toBe(await colourOf("pre code"));
    expect(await page.locator("[style]").count()).toBe(0);
  });
});

describe.each(COLOURS)("in %s", (colorScheme) => {
  it.each(Object.keys(SIZES) as (keyof typeof SIZES)[])(
    "a module has no serious problem of accessibility with everything unfolded, and does not scroll sideways: %s",
    async (size) => {
      // Only here scripts may run, past the pages' own policy, so that axe can look at them.
      const { page, courses } = await open({ colorScheme, viewport: SIZES[size], bypassCSP: true });
      const { look, problems } = await lookerAt(page, `${colorScheme}-${size}`);

      for (const { id, modules } of courses) {
        await page.goto(`/courses/${id}/${modules[0]?.id}`);
        for (const details of await page.locator("details").all()) await details.locator("summary").click();
        await look(`reading-${id}`);
      }

      expect(problems).toEqual([]);
    },
    TOUR_MS,
  );
});
