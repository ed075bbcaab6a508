import type { Context } from "hono";
import type { SignedCookie } from "./signed-cookie.ts";

/**
 * What was sent by a button and not done, told on the page that the browser is led to: a reload of an answer to a form would
 * send the form again. Where a form holds much that was typed, it is answered with itself instead.
 */
export interface Refusals {
  /** Leads to the page, which then says why. */
  lead(c: Context, to: string, why: string): Promise<Response>;
  /** Once, and only on the page that was led to. */
  take(c: Context): Promise<string | undefined>;
}

export function createRefusals(cookie: SignedCookie): Refusals {
  return {
    async lead(c, to, why) {
      await cookie.write(c, `${pathOf(to, c)} ${why}`);
      return c.redirect(to, 303);
    },
    async take(c) {
      const told = await cookie.read(c);
      const path = `${c.req.path} `;
      if (!told?.startsWith(path)) return undefined;
      cookie.clear(c);
      return told.slice(path.length);
    },
  };
}

const pathOf = (to: string, c: Context) => new URL(to, c.req.url).pathname;
