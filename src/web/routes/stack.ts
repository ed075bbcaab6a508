import { Hono } from "hono";
import type { SignedInEnv } from "../env.ts";
import { readField } from "../guards/forms.tsx";
import { keepStack, stackNamed } from "../stack.ts";

const PATH = "/courses/:course/:module/stack";

/** Remembers the language that a reader wants first, and leads back to where they read. */
export function stackRoutes({ secureCookies }: { readonly secureCookies: boolean }) {
  return new Hono<SignedInEnv>()
    .post(PATH, async (c) => {
      const stack = stackNamed(await readField(c, "stack"));
      if (stack) keepStack(c, stack, secureCookies);
      const pair = await readField(c, "pair");
      const place = pair && /^[a-z0-9-]+$/.test(pair) ? `#pair-${pair}` : "";
      return c.redirect(`${pathOf(c.req.param())}${place}`, 303);
    })
    .get(PATH, (c) => c.redirect(pathOf(c.req.param())));
}

function pathOf({ course, module }: { readonly course: string; readonly module: string }): string {
  return `/courses/${encodeURIComponent(course)}/${encodeURIComponent(module)}`;
}
