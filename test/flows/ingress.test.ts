import { request } from "node:http";
import { describe, expect, inject, it } from "vitest";
import { WEBHOOK_PATH } from "../../src/webhook/ingress.ts";
import { deliver } from "../support/delivery.ts";
import { runSql } from "../support/scratch-postgres.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

const PREVIOUS = "the-secret-that-was-in-force-before-1d7e90ab2356";
const MAX_BYTES = 25 * 1024 * 1024;
const repository = "acme/payments-api";

describe("the way in for deliveries", () => {
  const flow = useFlow({ environment: { WEBHOOK_SECRET_PREVIOUS: PREVIOUS } });
  const body = JSON.stringify({ zen: "Design for failure." });
  const stored = () => flow.database.db.delivery.count();

  it("stores what is signed", async () => {
    const before = await stored();

    const response = await deliver(flow, { event: "ping", body });

    expect(response.status).toBe(200);
    expect(await stored()).toBe(before + 1);
  });

  it("takes the previous secret too, while it is being changed", async () => {
    expect((await deliver(flow, { event: "ping", body, secret: PREVIOUS })).status).toBe(200);
  });

  it.each([
    ["another secret", { body, secret: "somebody-elses-secret" }],
    ["a body that was changed", { body: `${body} ` }],
    ["no body", { body: "" }],
  ])("refuses what is signed with %s, and stores nothing", async (_, delivery) => {
    const before = await stored();
    const signature = "x-hub-signature-256";

    const response =
      "secret" in delivery
        ? await deliver(flow, { event: "ping", ...delivery })
        : await post(delivery.body, { [signature]: `sha256=${"0".repeat(64)}` });

    expect(response.status).toBe(400);
    expect(await stored()).toBe(before);
  });

  it.each([
    ["no signature", { "x-github-event": "ping", "x-github-delivery": "1" }],
    ["no event", { "x-github-delivery": "1", "x-hub-signature-256": "sha256=0" }],
    ["an id that is none", { "x-github-event": "ping", "x-github-delivery": "a b", "x-hub-signature-256": "sha256=0" }],
  ])("refuses a request with %s", async (_, headers) => {
    const response = await fetch(`${flow.app.url}${WEBHOOK_PATH}`, { method: "POST", headers, body });

    expect(response.status).toBe(400);
  });

  it("refuses signed text that is not JSON", async () => {
    expect((await deliver(flow, { event: "ping", body: "{" })).status).toBe(400);
  });

  it.each(["GET", "PUT", "DELETE"])("answers 405 to %s", async (method) => {
    expect((await deliver(flow, { event: "ping", body, method })).status).toBe(405);
  });

  it("answers 413 to a length over GitHub's own cap, before the body comes", async () => {
    expect(await send({ "content-length": String(MAX_BYTES + 1) }, [])).toBe(413);
  });

  it("answers 413 to a body without a length as soon as it is over the cap", async () => {
    const chunk = Buffer.alloc(1024 * 1024, "x");

    expect(await send({ "transfer-encoding": "chunked" }, Array<Buffer>(26).fill(chunk))).toBe(413);
  });

  it("takes a body of exactly the cap", async () => {
    const padding = "x".repeat(MAX_BYTES - JSON.stringify({ zen: "" }).length);

    expect((await deliver(flow, { event: "ping", body: JSON.stringify({ zen: padding }) })).status).toBe(200);
  });

  it("answers 503 without a word of the error while the database is down, and has the delivery sent again", async () => {
    const { actions, deliveries } = flow.github;
    const name = new URL(flow.database.url).pathname.slice(1);
    await setReachable(name, false);

    const refused = await deliver(flow, { event: "ping", body });
    const pull = actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    await deliveries.idle();
    await setReachable(name, true);

    expect(refused.status).toBe(503);
    expect(await refused.text()).toBe("Try again later\n");
    const first = deliveries.all().findLast(({ action }) => action === "opened");
    expect(first?.statusCode).toBe(503);
    expect(runOn(flow, pull)).toBeUndefined();

    await flow.until("the database", async () =>
      (await deliver(flow, { event: "ping", body })).ok ? true : undefined,
    );
    await flow.sweep();

    const again = deliveries.all().filter(({ guid }) => guid === first?.guid);
    expect(again.map(({ redelivery, statusCode }) => [redelivery, statusCode])).toEqual([
      [false, 503],
      [true, 200],
    ]);
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  function post(text: string, headers: Record<string, string>): Promise<Response> {
    const all = { "x-github-event": "ping", "x-github-delivery": "1", ...headers };
    return fetch(`${flow.app.url}${WEBHOOK_PATH}`, { method: "POST", headers: all, body: text });
  }

  /** Writes on, as a sender does, until the answer is there. */
  function send(headers: Record<string, string>, chunks: readonly Buffer[]): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const signed = { "x-github-event": "ping", "x-github-delivery": "1", "x-hub-signature-256": "sha256=0" };
      const sent = request(`${flow.app.url}${WEBHOOK_PATH}`, { method: "POST", headers: { ...signed, ...headers } });
      sent.once("response", (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.once("error", reject);
      sent.flushHeaders();
      for (const chunk of chunks) sent.write(chunk);
    });
  }
});

/** Refuses all connections to the database, those that are open included, or lets them in again. */
async function setReachable(name: string, reachable: boolean): Promise<void> {
  const { adminUrl } = inject("postgres");
  await runSql(adminUrl, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${reachable}`);
  if (!reachable)
    await runSql(adminUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
}
