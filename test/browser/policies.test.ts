import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { loadPolicyTexts } from "../../src/programme/load.ts";
import { writeTrainingPolicy } from "../../src/programme/policy-document/write.ts";
import { UNSAID } from "../../src/training/organisation.ts";
import { launchBrowser } from "../support/browser.ts";
import { createLooks } from "../support/looks.ts";
import { shippedContent } from "../support/shipped.ts";
import { anOversight, holding } from "../web/an-admin.ts";
import { somePolicies } from "../web/some-policies.ts";
import { openPages } from "./open-pages.ts";

const PATHS = {
  policy: "/policy",
  draft: "/policy?version=2",
  changes: "/policy/changes?from=1&to=2",
  policies: "/policies",
  "admin-policies": "/admin/policies",
  "admin-readers": "/admin/policies/listed/acceptable-use",
};
const TOUR_MS = 90_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** The shipped template with the shipped courses, under the policy that holds where no file says anything. */
async function openPolicies() {
  const { curriculum, mapping } = await shippedContent();
  const texts = await loadPolicyTexts(["content"]);
  if (!texts.ok) throw new Error(JSON.stringify(texts.problems));
  const { markdown } = writeTrainingPolicy(texts.texts.template, {
    ...{ policy: DEFAULTS, curriculum, mapping, organisation: UNSAID, longestWithdrawalMinutes: null },
  });
  const { policies: policyDocuments, done } = somePolicies(markdown);
  const { admin } = anOversight();
  const told = () => ({ curriculum, mapping, admin, policyDocuments, exceptions: holding({ admin: true }) });
  const { page } = await openPages(browser, told, { javaScriptEnabled: false });
  await page.goto("/sign-in/github");
  return { page, done };
}

it(
  "no page about policies has a serious problem of accessibility, or scrolls sideways",
  async () => {
    const { page } = await openPolicies();
    const looks = await createLooks(browser);

    for (const [name, path] of Object.entries(PATHS)) {
      const response = await page.goto(path);
      expect({ path, status: response?.status() }).toEqual({ path, status: 200 });
      await looks.at(`policies-${name}`, page);
    }

    expect(looks.problems).toEqual([]);
  },
  TOUR_MS,
);

it("somebody finds what waits for them, and accepts it with their name, without a script", async () => {
  const { page, done } = await openPolicies();

  await page.getByRole("link", { name: "One policy waits for you to read it" }).click();
  await page.getByText(/^I have read it and accept it: Acceptable use/).click();
  await page.getByLabel("Your full name").fill("x");
  await page.getByRole("button", { name: "I have read it and accept it" }).click();
  expect(await page.getByRole("alert").textContent()).toContain("Please type your full name.");
  await page.getByLabel("Your full name").fill("Mira Novak");
  await page.getByRole("button", { name: "I have read it and accept it" }).click();

  expect(done).toEqual(["mira accepts acceptable-use as Mira Novak"]);
  expect(new URL(page.url()).pathname).toBe("/policies");
});

it("an administrator approves the draft that they read", async () => {
  const { page, done } = await openPolicies();

  await page.goto("/admin/policies");
  await page.getByRole("link", { name: "Read version 2 first" }).click();
  expect(await page.getByText("This is a draft").count()).toBe(1);
  await page.goBack();
  await page.getByLabel("Your full name").fill("Mira Novak");
  await page.getByRole("button", { name: "Approve" }).click();

  expect(done).toEqual(["mira approves 2 as Mira Novak"]);
});
