import { Hono } from "hono";
import type { Health } from "../deps.ts";
import type { WebEnv } from "../env.ts";

/** For load balancers and Prometheus: open to all who can reach the port, and without anything about people. */
export function healthRoutes(health: Health) {
  return new Hono<WebEnv>()
    .get("/healthz", (c) => c.text("ok"))
    .get("/readyz", async (c) => {
      const { ok, detail } = await health.ready();
      return c.json({ ok, ...detail }, ok ? 200 : 503);
    })
    .get("/metrics", async (c) => {
      const { contentType, body } = await health.metrics();
      return c.body(body, 200, { "Content-Type": contentType });
    });
}
