import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { createLooks } from "../support/looks.ts";
import { shippedContent } from "../web/a-web.ts";
import { anOversight, holding, PERSON } from "../web/an-admin.ts";
import { openPages } from "./open-pages.ts";

const PATHS = {
  overview: "/admin",
  people: "/admin/people",
  person: `/admin/people/${PERSON}`,
  repositories: "/admin/repositories",
  policy: "/admin/policy",
  rollout: "/admin/rollout",
  jobs: "/admin/jobs",
  deliveries: "/admin/deliveries",
  controls: "/controls",
  risks: "/risks",
};
/** Ten pages, each looked at by axe twice. */
const TOUR_MS = 120_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

it(
  "no page of administrators has a serious problem of accessibility, or scrolls sideways",
  async () => {
    const { curriculum, mapping } = await shippedContent();
    const { admin } = anOversight();
    const told = () => ({ curriculum, mapping, admin, exceptions: holding({ admin: true }) });
    const { page } = await openPages(browser, told, { javaScriptEnabled: false });
    const looks = await createLooks(browser);

    await page.goto("/sign-in/github");
    for (const [name, path] of Object.entries(PATHS)) {
      const response = await page.goto(path);
      expect({ path, status: response?.status() }).toEqual({ path, status: 200 });
      await looks.at(`admin-${name}`, page);
    }

    expect(looks.problems).toEqual([]);
  },
  TOUR_MS,
);
