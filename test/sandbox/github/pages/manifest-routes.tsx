import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import type { Manifests } from "../manifests.ts";
import type { World } from "../world.ts";
import { show } from "./layout.tsx";
import { RefusedPage } from "./sign-in.tsx";

/** Registering an App from a manifest: an owner's browser brings the form, and leaves with a code. */
export function manifestRoutes({ state }: World, manifests: Manifests, actorCookie: string) {
  const isOwner = (c: Context, org: string) => {
    const owner = state.logins.get(org.toLowerCase());
    const actor = state.logins.get(getCookie(c, actorCookie) ?? "");
    return owner?.type === "Organization" && owner.members.get(actor?.id ?? 0) === "admin";
  };
  return new Hono().post("/organizations/:org/settings/apps/new", async (c) => {
    const org = c.req.param("org");
    if (!isOwner(c, org)) return show(c, <RefusedPage reason={`Only an owner of ${org} may register an App.`} />, 404);
    const { manifest = "" } = (await c.req.parseBody()) as Record<string, string>;
    const problems = manifests.problems(manifest);
    if (problems.length > 0) return show(c, <RefusedPage reason={problems.join(". ")} />, 400);
    return c.redirect(manifests.create(manifest, c.req.query("state")));
  });
}
