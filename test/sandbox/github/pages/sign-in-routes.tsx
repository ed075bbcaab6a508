import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Api } from "../api.ts";
import type { AuthorizeQuery, SignIn, TokenQuery } from "../oauth.ts";
import type { Services } from "../rest/route.ts";
import { show } from "./layout.tsx";
import { RefusedPage, SignInPage } from "./sign-in.tsx";

interface Parts {
  readonly services: Services;
  readonly signIn: SignIn;
  readonly api: Api;
  readonly settings: { appUrl: string | null; signInPath: string };
}

/** Says who signs in next, once: the personas page sets it, the authorize page uses it up. */
const NEXT = "stand_in_next";

export function signInRoutes({ services, signIn, api, settings }: Parts) {
  return new Hono<{ Bindings: HttpBindings }>()
    .get("/sign-in-as/:login", (c) => {
      setCookie(c, NEXT, c.req.param("login"), { sameSite: "Lax", httpOnly: true, path: "/" });
      return c.redirect(`${settings.appUrl ?? ""}${settings.signInPath}`);
    })
    .get("/login/oauth/authorize", (c) => {
      const query: AuthorizeQuery = c.req.query();
      const asked = signIn.ask(query);
      if (asked.kind === "refuse") return show(c, <RefusedPage reason={asked.reason} />, 404);
      if (asked.kind === "redirect") return c.redirect(asked.to);
      const next = getCookie(c, NEXT);
      deleteCookie(c, NEXT, { path: "/" });
      if (next !== undefined) return c.redirect(signIn.approve(query, asked.redirectUri, next));
      return show(c, <SignInPage query={query} appName={services.world.app.name} />);
    })
    .post("/login/oauth/authorize", async (c) => {
      const { login = "", deny, ...query } = (await c.req.parseBody()) as Record<string, string>;
      const asked = signIn.ask(query);
      if (asked.kind !== "ask") return show(c, <RefusedPage reason="This request has changed on the way." />, 400);
      return c.redirect(deny ? signIn.deny(query, asked.redirectUri) : signIn.approve(query, asked.redirectUri, login));
    })
    .post("/login/oauth/access_token", async (c) => {
      const query = await tokenQuery(c);
      const path = "/login/oauth/access_token";
      const reply = await api.around({ method: "POST", route: path, path }, async () => ({
        status: 200,
        body: signIn.exchange(query),
      }));
      if (reply === "reset") {
        c.env.outgoing.destroy();
        return RESPONSE_ALREADY_SENT;
      }
      return answer(c, reply.status, reply.body as Readonly<Record<string, string | number>>, reply.headers ?? {});
    });
}

async function tokenQuery(c: Context): Promise<TokenQuery> {
  const json = c.req.header("content-type")?.startsWith("application/json");
  return { ...c.req.query(), ...((await (json ? c.req.json() : c.req.parseBody())) as TokenQuery) };
}

/** JSON if asked for, otherwise a form, as GitHub answers. */
function answer(
  c: Context,
  status: number,
  body: Readonly<Record<string, string | number>>,
  headers: Readonly<Record<string, string>>,
): Response {
  const json = c.req.header("accept")?.includes("application/json");
  const text = json
    ? JSON.stringify(body)
    : new URLSearchParams(Object.entries(body).map(([key, value]) => [key, String(value)])).toString();
  const type = json ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded; charset=utf-8";
  return new Response(text, { status, headers: { ...headers, "content-type": type } });
}
