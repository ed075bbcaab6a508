import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { createLooks } from "../support/looks.ts";
import { aWeb, shippedContent } from "../web/a-web.ts";
import { anOversight, holding, PERSON } from "../web/an-admin.ts";

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

async function serve(handle: (request: Request) => Response | Promise<Response>) {
  const server = createAdaptorServer({ fetch: handle });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it(
  "no page of administrators has a serious problem of accessibility, or scrolls sideways",
  async () => {
    const { curriculum, mapping } = await shippedContent();
    const baseUrl = await serve((request) => world.web.fetch(request));
    const gitHubUrl = await serve((request) => Response.redirect(world.gitHub.approve(request.url, "mira")));
    const { admin } = anOversight();
    const world = aWeb({ curriculum, mapping, baseUrl, gitHubUrl, admin, exceptions: holding({ admin: true }) });
    const context = await browser.newContext({ baseURL: baseUrl, javaScriptEnabled: false });
    const page = await context.newPage();
    const looks = await createLooks(browser);

    await page.goto("/sign-in/github");
    for (const [name, path] of Object.entries(PATHS)) {
      const response = await page.goto(path);
      expect({ path, status: response?.status() }).toEqual({ path, status: 200 });
      await looks.at(`admin-${name}`, page);
    }
    await context.close();

    expect(looks.problems).toEqual([]);
  },
  TOUR_MS,
);
