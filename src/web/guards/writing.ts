import { createMiddleware } from "hono/factory";
import type { WebEnv } from "../env.ts";
import { loadHighlighter } from "../highlight.ts";
import { createWriting, type Writing } from "../writing.ts";

/** Where no code is shown. */
export const plainWriting = () => {
  const writing = createWriting();
  return createMiddleware<WebEnv>(async (c, next) => {
    c.set("writing", writing);
    await next();
  });
};

/** Where code is: the first page waits until its colours are there, and a start does not. */
export function colouredWriting() {
  let loading: Promise<Writing> | undefined;
  return createMiddleware<WebEnv>(async (c, next) => {
    loading ??= loadHighlighter().then(createWriting);
    c.set("writing", await loading);
    await next();
  });
}
