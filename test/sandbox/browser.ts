/** A browser without a screen: keeps cookies for each host, follows redirects, sends forms as a page would. */
export interface Browser {
  get(url: string): Promise<Page>;
  /** Submits the form whose action is `action` on the page seen last, with these fields over its own hidden ones. */
  submit(action: string, fields?: Fields): Promise<Page>;
  /** A file, without leaving the page; throws unless it is there. */
  download(url: string): Promise<Buffer>;
  readonly page: () => Page;
}

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

const REDIRECTS = 10;

export function createBrowser(): Browser {
  const cookies = new Map<string, Map<string, string>>();
  let page: Page = { url: "about:blank", status: 0, html: "" };

  async function visit(url: string, init: RequestInit = {}): Promise<Page> {
    let at = url;
    let request = init;
    for (let hop = 0; hop < REDIRECTS; hop++) {
      const response = await fetch(at, {
        ...request,
        redirect: "manual",
        headers: { ...request.headers, ...cookiesFor(at) },
      });
      keep(at, response);
      const location = response.headers.get("location");
      if (location === null) {
        page = { url: at, status: response.status, html: await response.text() };
        return page;
      }
      await response.body?.cancel();
      at = new URL(location, at).href;
      request = {};
    }
    throw new Error(`${url} redirects without end`);
  }

  function cookiesFor(url: string): Record<string, string> {
    const jar = cookies.get(new URL(url).host);
    return jar && jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") } : {};
  }

  function keep(url: string, response: Response): void {
    const jar = cookies.get(new URL(url).host) ?? new Map<string, string>();
    cookies.set(new URL(url).host, jar);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
  }

  return {
    page: () => page,
    get: (url) => visit(url),
    async download(url) {
      const response = await fetch(url, { headers: cookiesFor(url) });
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    },
    submit(action, fields = {}) {
      const form = formOf(page.html, action);
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...form, ...fields }))
        for (const one of [value].flat()) body.append(name, one);
      const headers = { "content-type": "application/x-www-form-urlencoded", origin: new URL(page.url).origin };
      return visit(new URL(action, page.url).href, { method: "POST", body: body.toString(), headers });
    },
  };
}

/** Hidden fields of the form with this action. Our own pages only: a page of another make would need a parser. */
function formOf(html: string, action: string): Record<string, string> {
  const start = html.indexOf(`action="${escapeHtml(action)}"`);
  if (start < 0) throw new Error(`The page has no form for ${action}`);
  const form = html.slice(start, html.indexOf("</form>", start));
  const hidden = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...hidden].map(([, name = "", value = ""]) => [name, unescapeHtml(value)]));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

function unescapeHtml(text: string): string {
  return text.replaceAll(/&(?:quot|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
