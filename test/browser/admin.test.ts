import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { createLooks } from "../support/looks.ts";
import { shippedContent } from "../support/shipped.ts";
import { ACME, anOversight, holding, PERSON, ROLLOUTS } from "../web/an-admin.ts";
import { someExceptions } from "../web/some-exceptions.ts";
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
  clients: "/admin/clients",
  waivers: "/admin/waivers",
  "break-glass": "/admin/break-glass",
  imports: "/admin/imports",
  import: "/admin/imports/i1",
  controls: "/controls",
  risks: "/risks",
};
/** Fifteen pages, each looked at by axe twice. */
const TOUR_MS = 180_000;

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
    const told = () => ({ curriculum, mapping, admin, exceptions: someExceptions() });
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

it.each([
  ["nothing was done", ROLLOUTS[0], "Your next step: say what it covers"],
  ["everything is done", ROLLOUTS[1], "All steps are done"],
])(
  "a rollout says what is next, when %s",
  async (name, rollout, heading) => {
    const { curriculum } = await shippedContent();
    const { admin } = anOversight();
    const standing = { ...admin, rollout: async () => rollout ?? admin.rollout(ACME) };
    const told = () => ({ curriculum, admin: standing, exceptions: holding({ admin: true }) });
    const { page } = await openPages(browser, told, { javaScriptEnabled: false });
    const looks = await createLooks(browser);

    await page.goto("/sign-in/github");
    await page.goto("/admin/rollout");
    await looks.at(`admin-rollout-${name.replaceAll(" ", "-")}`, page);

    expect(await page.getByRole("heading", { name: heading }).count()).toBe(1);
    expect(looks.problems).toEqual([]);
  },
  TOUR_MS,
);

it(
  "an approver comes from their first page to what waits for them",
  async () => {
    const { curriculum } = await shippedContent();
    const { admin } = anOversight();
    const told = () => ({ curriculum, admin, exceptions: someExceptions({ approver: true }) });
    const { page } = await openPages(browser, told, { javaScriptEnabled: false });
    const looks = await createLooks(browser);

    await page.goto("/sign-in/github");
    await page.goto("/admin");
    await looks.at("admin-approver", page);
    await page.getByRole("link", { name: "Waivers" }).click();
    await page.getByRole("link", { name: "In force" }).click();

    expect(await page.locator("li.person strong").allTextContents()).toEqual(["@jo"]);
    expect(looks.problems).toEqual([]);
  },
  TOUR_MS,
);
