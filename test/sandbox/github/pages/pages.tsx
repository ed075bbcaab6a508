import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Actions } from "../actions/actions.ts";
import { RefusedError } from "../actions/refused.ts";
import type { Api } from "../api.ts";
import { NotThereError, pullOf, repositoryOf } from "../find.ts";
import { createSignIn } from "../oauth.ts";
import type { Requests } from "../requests.ts";
import type { Services } from "../rest/route.ts";
import { type Calendar, letTimePass } from "./calendar.tsx";
import { BUTTONS } from "./forms.ts";
import { Home } from "./home.tsx";
import { show } from "./layout.tsx";
import { manifestRoutes } from "./manifest-routes.tsx";
import { PullPage } from "./pull.tsx";
import { RefusedPage } from "./sign-in.tsx";
import { signInRoutes } from "./sign-in-routes.tsx";

export interface PagesParts {
  readonly services: Services;
  readonly actions: Actions;
  readonly api: Api;
  readonly requests: Requests;
  readonly settings: { appUrl: string | null; signInPath: string };
  readonly calendar: Calendar | null;
}

const ACTOR = "stand_in_actor";

const actorOf = (c: Context) => getCookie(c, ACTOR) ?? "mira";

/** What a browser sees of the stand-in. Works without script; the buttons are plain forms. */
export function createPages(parts: PagesParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { services, requests, settings, calendar } = parts;
  const { world } = services;
  const pages = new Hono<{ Bindings: HttpBindings }>()
    .route("/", signInRoutes({ ...parts, signIn: createSignIn(world, services.credentials) }))
    .route("/", manifestRoutes(world, services.manifests, ACTOR))
    .get("/", (c) => {
      const lists = { deliveries: services.deliveries.all(), requests: requests.all, calendar };
      return show(
        c,
        <Home world={world} actor={actorOf(c)} appUrl={settings.appUrl} said={c.req.query("said")} {...lists} />,
      );
    })
    .post("/act-as", async (c) => {
      const { login, back } = await formOf(c);
      setCookie(c, ACTOR, login ?? "mira", { sameSite: "Lax", httpOnly: true });
      return c.redirect(localPath(back), 303);
    })
    .post("/do/:action", (c) => press(c, parts.actions))
    .get("/avatars/u/:id", (c) => {
      const letter =
        world.state.users
          .get(Number(c.req.param("id")))
          ?.login.slice(0, 1)
          .toUpperCase() ?? "?";
      return c.body(avatar(letter), 200, { "content-type": "image/svg+xml" });
    })
    .get("/:owner/:repo/pull/:number", (c) => {
      const { owner, repo, number } = c.req.param();
      const pull = pullOf(repositoryOf(world.state, `${owner}/${repo}`), Number(number));
      return show(c, <PullPage world={world} pull={pull} actor={actorOf(c)} said={c.req.query("said")} />);
    })
    .get("/apps/:slug", (c) => c.redirect("/"))
    .get("/:login", (c) => c.redirect("/"));
  letTimePass(pages, calendar);
  pages.onError((error, c) => {
    if (error instanceof NotThereError) return show(c, <RefusedPage reason={error.message} />, 404);
    throw error;
  });
  const listener = getRequestListener(pages.fetch, { overrideGlobalObjects: false });
  return async (request, response) => void (await listener(request, response));
}

/** Does what the button says, then goes back; what GitHub refuses is said on the page. */
async function press(c: Context, actions: Actions): Promise<Response> {
  const fields = await formOf(c);
  const { repository = "", number } = fields;
  const back = number ? `/${repository}/pull/${number}` : "/";
  const button = BUTTONS[c.req.param("action") ?? ""];
  if (!button) throw new NotThereError("There is no such button");
  try {
    return c.redirect(button(actions, { as: actorOf(c), repository, number: Number(number), fields }) ?? back, 303);
  } catch (error) {
    if (error instanceof RefusedError)
      return c.redirect(`${back}?said=${encodeURIComponent(`Refused: ${error.message}`)}`, 303);
    throw error;
  }
}

async function formOf(c: Context): Promise<Record<string, string>> {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

/** Only paths on this server: no redirect of a form's choosing. */
function localPath(path = "/"): string {
  return /^\/(?!\/)/.test(path) ? path : "/";
}

function avatar(letter: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="20" fill="#59636e"/><text x="20" y="27" font-size="20" font-family="sans-serif" text-anchor="middle" fill="#fff">${letter}</text></svg>`;
}
