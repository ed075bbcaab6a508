import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { listCourses } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { launchBrowser, screenshotFolder } from "../support/browser.ts";
import { COLOURS, problemsOf, SIZES } from "../support/looks.ts";
import { aWeb } from "../web/a-web.ts";

const MODULE = "/courses/counter-desk/look-up";
const TOUR_MS = 120_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

async function serve(handle: (request: Request) => Response | Promise<Response>) {
  const server = createAdaptorServer({ fetch: handle });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Signed in, with the shipped courses and one whose module has everything that a module may have put in. */
async function open(options: BrowserContextOptions = {}) {
  const loaded = await loadCurriculum({ folders: ["content", "test/fixtures/content-pairs"] });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { curriculum } = loaded;
  const baseUrl = await serve((request) => world.web.fetch(request));
  const gitHubUrl = await serve((request) => Response.redirect(world.gitHub.approve(request.url, "mira")));
  const world = aWeb({ curriculum, baseUrl, gitHubUrl });
  const context = await browser.newContext({ baseURL: baseUrl, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
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
      const folder = await screenshotFolder();
      const problems: string[] = [];

      for (const { id, modules } of courses) {
        await page.goto(`/courses/${id}/${modules[0]?.id}`);
        for (const details of await page.locator("details").all()) await details.locator("summary").click();
        if (folder !== undefined)
          await page.screenshot({ path: join(folder, `reading-${id}-${colorScheme}-${size}.png`), fullPage: true });
        problems.push(...(await problemsOf(page)).map((problem) => `${id}: ${problem}`));
      }

      expect(problems).toEqual([]);
    },
    TOUR_MS,
  );
});
