import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { WebEnv } from "./env.ts";

/** The pages as a listener of node's own HTTP server. */
export function createListener(
  web: Hono<WebEnv>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return getRequestListener(web.fetch);
}
