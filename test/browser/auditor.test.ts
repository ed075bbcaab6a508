import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "../../src/cli/main.ts";
import { aCli } from "../cli/a-cli.ts";
import { putPolicyInForce } from "../sandbox/story/gate.ts";
import { type SandboxWorld, startWorld } from "../sandbox/world.ts";
import { launchBrowser } from "../support/browser.ts";
import { createLooks, type Looks } from "../support/looks.ts";
import { shippedContent } from "../support/shipped.ts";
import { holding, PERSON } from "../web/an-admin.ts";
import { anAudit } from "../web/an-audit.ts";
import { openPages } from "./open-pages.ts";

const PATHS = {
  overview: "/auditor",
  log: "/auditor/log",
  entry: "/auditor/log/1/1",
  exceptions: "/auditor/exceptions",
  coverage: "/auditor/coverage",
  merges: "/auditor/merges",
  access: "/auditor/access?at=2026-02-01&login=mira",
  "access-history": `/auditor/people/${PERSON}/access`,
  reports: "/auditor/reports",
  report: "/auditor/reports/R-04",
  sample: "/auditor/sample?report=R-04&n=25&seed=three%20dice",
  refused: "/auditor/sample?report=R-04&n=0&seed=x&from=2026-02-31",
};
/** Twelve pages, each looked at by axe twice. */
const TOUR_MS = 120_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

async function auditorsPages() {
  const { curriculum, mapping } = await shippedContent();
  const { auditing } = anAudit();
  const told = () => ({ curriculum, mapping, auditing, exceptions: holding({ auditor: true }) });
  return openPages(browser, told, { javaScriptEnabled: false });
}

describe("the pages of auditors", () => {
  it(
    "have no serious problem of accessibility, do not scroll sideways, and keep to their own policy of content",
    async () => {
      const { page } = await auditorsPages();
      const looks = await createLooks(browser);
      const refused: string[] = [];
      page.on("console", (message) => {
        if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
      });

      await page.goto("/sign-in/github");
      for (const [name, path] of Object.entries(PATHS)) {
        const response = await page.goto(path);
        expect({ path, status: response?.status() }).toEqual({ path, status: name === "refused" ? 422 : 200 });
        await looks.at(`auditor-${name}`, page);
      }

      expect(looks.problems).toEqual([]);
      expect(refused).toEqual([]);
    },
    TOUR_MS,
  );
});

describe("an auditor from outside, in a browser without script", () => {
  let world: SandboxWorld;
  let looks: Looks;
  beforeAll(async () => {
    world = await startWorld({}, { fixedPorts: false });
    looks = await createLooks(browser);
    await somethingToAudit(world);
  }, TOUR_MS);
  afterAll(() => world?.stop());

  it(
    "finds the way from the overview to a sampled row, and its proof holds on their own machine",
    async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, baseURL: world.app.url });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const link = (name: string | RegExp) => page.getByRole("link", { name, exact: true }).first();

      await page.goto(`${world.github.url}/sign-in-as/audrey`);
      await link("Audit").click();
      expect(await page.locator("main h1").textContent()).toBe("Audit");
      await looks.at("walk-1-overview", page);
      await link("R-04 Access-gating log").click();
      await looks.at("walk-2-report", page);
      await link("Draw a sample").click();
      await page.getByLabel("Rows", { exact: true }).fill("3");
      await page.getByLabel("Seed", { exact: true }).fill("three dice");
      await page.getByRole("button", { name: "Draw the sample" }).click();
      await looks.at("walk-3-sample", page);
      await link(/^Entry \d+ and its proof$/).click();
      await looks.at("walk-4-entry", page);

      const folder = await mkdtemp(join(tmpdir(), "training-gate-audit-"));
      const entry = await download(page, "Download the bytes", folder);
      const proof = await download(page, "Download the proof", folder);
      const [key = ""] = (await (await page.request.get("/log/vkey")).text()).split("\n");
      expect(await page.locator("pre", { hasText: `--proof ${proof}` }).textContent()).toBe(
        `training-gate log verify --proof ${proof} --entry ${entry} --key '${key}'`,
      );
      const verify = async () => {
        const cli = aCli({ folder });
        return { code: await runCli(["log", "verify", "--proof", proof, "--entry", entry, "--key", key], cli), cli };
      };
      const { code, cli } = await verify();
      expect({ code, told: cli.told }).toMatchObject({
        code: 0,
        told: [expect.stringContaining("it stands as it is")],
      });
      await appendFile(join(folder, entry), " ");
      expect((await verify()).code).toBe(1);

      await context.close();
      await rm(folder, { recursive: true });
      expect(looks.problems).toEqual([]);
    },
    TOUR_MS,
  );
});

/** A merge that waited for training, and a log that is signed. */
async function somethingToAudit(world: SandboxWorld): Promise<void> {
  const { actions } = world.github;
  await putPolicyInForce(world);
  const pull = actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
  await vi.waitUntil(() => world.github.latestRun("acme/payments-api", pull.headSha)?.conclusion, { timeout: 20_000 });
  await world.run(["log", "checkpoint"]);
}

/** By its link, under the name that the server gives it; answers that name. */
async function download(page: Page, name: string, folder: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  await file.saveAs(join(folder, file.suggestedFilename()));
  return file.suggestedFilename();
}
