import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { type AWeb, aWeb, type WebWorld } from "../web/a-web.ts";

type Handler = (request: Request) => Response | Promise<Response>;

/** Answers by `handle` on a port of its own. */
async function serve(handle: Handler) {
  const server = createAdaptorServer({ fetch: handle });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** The pages, a GitHub where Mira says yes to everything, and a fresh browser profile. */
export async function openPages(
  browser: Browser,
  told: (gitHubUrl: string) => Omit<WebWorld, "baseUrl" | "gitHubUrl">,
  options: BrowserContextOptions = {},
) {
  const pages = await serve((request) => world.web.fetch(request));
  const gitHub = await serve((request) => Response.redirect(world.gitHub.approve(request.url, "mira")));
  const world = aWeb({ ...told(gitHub.url), baseUrl: pages.url, gitHubUrl: gitHub.url });
  const context = await browser.newContext({ baseURL: pages.url, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  onTestFinished(async () => {
    await context.close();
    await Promise.all([pages.close(), gitHub.close()]);
  });
  return { world, page };
}

export const attemptIdOf = (page: Page) => new URL(page.url()).pathname.split("/")[2] ?? "";

/** Chooses on the page what the course calls right, but for the questions left out. */
export async function answer(page: Page, world: AWeb, leaveOut = 0): Promise<void> {
  const answers = Object.entries(world.learning.rightAnswers(attemptIdOf(page)));
  for (const [id, places] of answers.slice(leaveOut)) {
    for (const place of places) await page.locator(`input[name="answer:${id}"][value="${place}"]`).check();
  }
}
