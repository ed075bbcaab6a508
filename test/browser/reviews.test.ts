import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { createLooks } from "../support/looks.ts";
import { shippedContent } from "../support/shipped.ts";
import { anOversight, holding } from "../web/an-admin.ts";
import { anAudit } from "../web/an-audit.ts";
import { OVERDUE, SIGNED, someReviews } from "../web/some-reviews.ts";
import { openPages } from "./open-pages.ts";

const PATHS = {
  reviews: "/admin/reviews",
  "review-overdue": `/admin/reviews/${OVERDUE}`,
  "review-signed": `/admin/reviews/${SIGNED}`,
  "controls-admin": "/admin/controls",
  "controls-auditor": "/auditor/controls",
};
const TOUR_MS = 90_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

async function openReviews(held: Parameters<typeof holding>[0]) {
  const { curriculum, mapping } = await shippedContent();
  const { reviews, done } = someReviews();
  const { admin } = anOversight();
  const { auditing } = anAudit();
  const told = () => ({ curriculum, mapping, admin, auditing, reviews, exceptions: holding(held) });
  const { page } = await openPages(browser, told, { javaScriptEnabled: false });
  await page.goto("/sign-in/github");
  return { page, done };
}

it(
  "no page about reviews and controls has a serious problem of accessibility, or scrolls sideways",
  async () => {
    const { page } = await openReviews({ admin: true });
    const looks = await createLooks(browser);

    for (const [name, path] of Object.entries(PATHS)) {
      const response = await page.goto(path);
      expect({ path, status: response?.status() }).toEqual({ path, status: 200 });
      await looks.at(name, page);
    }

    expect(looks.problems).toEqual([]);
  },
  TOUR_MS,
);

it("an administrator ticks an item, signs by name, and approves what another one signed", async () => {
  const { page, done } = await openReviews({ admin: true });

  await page.goto(`/admin/reviews/${OVERDUE}`);
  expect(await page.getByText("This review was due and is not signed").count()).toBe(1);
  await page.getByLabel("What was found: Waivers").fill("Three, all with an end");
  await page.getByRole("button", { name: "Tick: Waivers" }).click();
  await page.getByLabel("Your full name").fill("x");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  expect(await page.getByRole("alert").textContent()).toContain("Type your full name");
  await page.getByLabel("Your full name").fill("Mira Novak");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.goto(`/admin/reviews/${SIGNED}`);
  await page.getByLabel("Your full name").fill("Mira Novak");
  await page.getByRole("button", { name: "Approve" }).click();

  expect(done).toEqual([
    "mira ticks waivers: Three, all with an end",
    "mira signs as Mira Novak",
    "mira approves as Mira Novak",
  ]);
});

it("an auditor reads all of it, and finds no form", async () => {
  const { page } = await openReviews({ auditor: true });

  await page.goto(`/admin/reviews/${OVERDUE}`);

  expect(await page.getByText("Looked at each of them").count()).toBeGreaterThan(0);
  expect(await page.locator("main form").count()).toBe(0);
});
