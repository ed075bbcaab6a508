import type { PropsWithChildren } from "hono/jsx";
import { jsxRenderer } from "hono/jsx-renderer";
import type { Viewer } from "../../pipeline/learning/port.ts";
import type { Assets } from "../assets.ts";
import type { WebEnv } from "../env.ts";
import { texts } from "../texts.ts";
import { Form } from "./form.tsx";
import { Icon } from "./icon.tsx";

const FAVICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%231f883d' d='M8 0l6 2v5c0 4-2.5 7-6 9-3.5-2-6-5-6-9V2z'/%3E%3C/svg%3E";

/** Every page stands in this: landmarks, the way past them, and who is signed in. */
export function createRenderer({ sheetPath }: Assets) {
  return jsxRenderer<WebEnv>(({ children, title }, c) => (
    <html lang={texts.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${texts.brand}`}</title>
        <link rel="icon" href={FAVICON} />
        <link rel="stylesheet" href={sheetPath} />
      </head>
      <body>
        <a class="skip" href="#content">
          {texts.skip}
        </a>
        <Header viewer={c.var.viewer ?? null} />
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <footer class="footer">{texts.utc}</footer>
      </body>
    </html>
  ));
}

function Header({ viewer }: { viewer: Viewer | null }) {
  return (
    <header class="header">
      <div class="header-row">
        <a class="brand" href="/">
          <Icon name="shield" /> {texts.brand}
        </a>
        {viewer && <SignedIn login={viewer.account.login} />}
      </div>
    </header>
  );
}

function SignedIn({ login }: { login: string }) {
  return (
    <>
      <nav aria-label={texts.nav.label}>
        <a href="/">{texts.nav.training}</a>
      </nav>
      <Form action="/sign-out" class="header-end">
        <span class="login">@{login}</span>
        <button class="btn btn-small" type="submit">
          {texts.nav.signOut}
        </button>
      </Form>
    </>
  );
}

/** The width of a page's text. */
export function Page({ children, wide = false }: PropsWithChildren<{ wide?: boolean }>) {
  return <div class={wide ? "page page-wide" : "page"}>{children}</div>;
}
