import type { Context } from "hono";

/** Which page of a list the address asks for; the first, if it does not say so in plain digits. */
export function pageIn(c: Context): number {
  const page = c.req.query("page") ?? "";
  return /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
}
