import { TOKEN_FIELD } from "../../src/web/form-fields.ts";
import type { AWeb } from "./a-web.ts";

export interface Page {
  readonly status: number;
  /** Path and query of what was answered last, after redirects. */
  readonly path: string;
  readonly html: string;
  readonly headers: Headers;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser without a screen: keeps cookies, follows redirects within the site, and sends forms as their page says. */
export function createVisitor({ web, gitHub, baseUrl }: AWeb) {
  const cookies = new Map<string, string>();
  const seen: Page[] = [];
  let formToken = "";

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await web.request(new URL(path, baseUrl).href, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) keep(cookie);
    return response;
  }

  function keep(cookie: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/max-age=0/i.test(cookie)) cookies.delete(name);
    else cookies.set(name, value);
  }

  async function land(path: string, response: Response): Promise<Page> {
    const location = response.headers.get("location");
    if (location !== null && !URL.canParse(location)) return get(location);
    const html = await response.text();
    const page = { status: response.status, path, html, headers: response.headers };
    seen.push(page);
    formToken = new RegExp(`name="${TOKEN_FIELD}" value="([^"]+)"`).exec(html)?.[1] ?? formToken;
    return page;
  }

  async function get(path: string): Promise<Page> {
    return land(path, await send(path));
  }

  /** As a form of the page last seen: its token, our own origin. */
  async function post(path: string, fields: Fields = {}): Promise<Page> {
    return land(path, await submit(path, { [TOKEN_FIELD]: formToken, ...fields }));
  }

  function submit(path: string, fields: Fields, headers: Record<string, string> = { origin: baseUrl }) {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) body.append(name, one);
    }
    const type = { "content-type": "application/x-www-form-urlencoded" };
    return send(path, { method: "POST", body: body.toString(), headers: { ...type, ...headers } });
  }

  async function signIn(login: string, returnTo = "/"): Promise<Page> {
    const start = await send(`/sign-in/github?return_to=${encodeURIComponent(returnTo)}`);
    const back = new URL(gitHub.approve(start.headers.get("location") ?? "", login));
    return get(`${back.pathname}${back.search}`);
  }

  return { get, post, send, submit, signIn, cookies, seen, token: () => formToken };
}

export type Visitor = ReturnType<typeof createVisitor>;
