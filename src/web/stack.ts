import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { STACKS, type Stack } from "../training/curriculum.ts";

const COOKIE = "training-gate-stack";
const YEAR_SECONDS = 31_536_000;

/** The language in which a reader wants code first. Only a preference: it is not signed, and says nothing of them. */
export function readStack(c: Context): Stack {
  return stackNamed(getCookie(c, COOKIE)) ?? STACKS[0];
}

/** From forms of our own pages only; `Lax`, so that it is there when somebody comes from a pull request. */
export function keepStack(c: Context, stack: Stack, secure: boolean): void {
  setCookie(c, COOKIE, stack, { path: "/", httpOnly: true, sameSite: "Lax", secure, maxAge: YEAR_SECONDS });
}

export function stackNamed(name: unknown): Stack | undefined {
  return STACKS.find((stack) => stack === name);
}
