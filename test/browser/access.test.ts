import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { createLooks } from "../support/looks.ts";
import { shippedContent } from "../support/shipped.ts";
import { anAccess, whoWaits } from "../web/an-access.ts";
import { anOversight, holding } from "../web/an-admin.ts";
import { openPages } from "./open-pages.ts";

/** Each page is looked at by axe twice. */
const LOOK_MS = 60_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** An administrator's browser, which runs no script. */
async function asAdmin() {
  const { curriculum, mapping } = await shippedContent();
  const { admin } = anOversight();
  const { access, done } = anAccess();
  const told = () => ({ curriculum, mapping, admin, access, exceptions: holding({ admin: true }) });
  const { page } = await openPages(browser, told, { javaScriptEnabled: false });
  await page.goto("/sign-in/github");
  return { page, done };
}

describe("an administrator", () => {
  it(
    "comes from the overview to what waits, and releases one with a reason",
    async () => {
      const { page, done } = await asAdmin();
      const looks = await createLooks(browser);

      await page.goto("/admin");
      await page.getByRole("link", { name: "Waiting access" }).click();
      await looks.at("access-holds", page);
      const first = page.locator("li.person").first();
      await first.locator("summary").click();
      await first.getByLabel("Why it cannot wait").fill("on call tonight");
      await first.getByRole("button", { name: /^Release/ }).click();

      expect(new URL(page.url()).pathname).toBe("/admin/holds");
      expect(done).toMatchObject([{ did: "release", by: "mira", reason: "on call tonight" }]);
      expect(looks.problems).toEqual([]);
    },
    LOOK_MS,
  );

  it("finds what has ended, and lets a stopped run go through", async () => {
    const { page, done } = await asAdmin();

    await page.goto("/admin/holds");
    await page.getByRole("link", { name: "Ended" }).click();
    expect(await page.getByText("given after training").count()).toBe(1);
    const run = page.locator("#runs ~ ul > li");
    await run.locator("summary").click();
    await run.getByLabel("Why it is right").fill("they were told");
    await run.getByRole("button", { name: /^Let it go through/ }).click();

    expect(done).toMatchObject([{ did: "release-run", reason: "they were told" }]);
  });

  it(
    "sees how each team is treated, and finds one",
    async () => {
      const { page } = await asAdmin();
      const looks = await createLooks(browser);

      await page.goto("/admin/teams");
      await looks.at("access-teams", page);
      await page.getByLabel("Name, or a part of it").fill("infra");
      await page.getByRole("button", { name: "Search" }).click();

      expect(await page.locator("li.person strong").allTextContents()).toEqual(["infra"]);
      expect(looks.problems).toEqual([]);
    },
    LOOK_MS,
  );

  it(
    "sees whose training ends, as a drawing and as a table",
    async () => {
      const { page } = await asAdmin();
      const looks = await createLooks(browser);

      await page.goto("/admin/forecast");
      await looks.at("access-forecast", page);
      await page.getByText("The same as a table").click();

      expect(await page.locator("details table tbody tr").count()).toBe(18);
      expect(looks.problems).toEqual([]);
    },
    LOOK_MS,
  );
});

describe("a newcomer", () => {
  async function asNewcomer() {
    const { curriculum } = await shippedContent();
    const told = () => ({ curriculum, access: whoWaits().access, required: ["owasp-top-10-2025"] });
    const { page } = await openPages(browser, told, { javaScriptEnabled: false });
    await page.goto("/sign-in/github");
    await page.goto("/");
    return page;
  }

  it(
    "sees on their first page what waits, and for what",
    async () => {
      const page = await asNewcomer();
      const looks = await createLooks(browser);
      await looks.at("access-newcomer", page);

      expect(await page.getByText("Your access to the team payments waits for: OWASP Top 10.").count()).toBe(1);
      expect(looks.problems).toEqual([]);
    },
    LOOK_MS,
  );

  it("has the course that it waits for as their next step on the same page", async () => {
    const page = await asNewcomer();

    await page.locator(".panel", { hasText: "Your next step" }).getByRole("link").first().click();

    expect(new URL(page.url()).pathname).toBe("/courses/owasp-top-10-2025");
  });
});
