import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import { PERSONAS } from "../seed.ts";
import { STYLE } from "./style.ts";

interface PageProps {
  readonly title: string;
  /** Who the buttons act as. */
  readonly actor?: string;
  readonly back?: string;
  /** What GitHub said about the last button. */
  readonly said?: string | undefined;
  readonly children: Child;
}

/** Every page of the stand-in: says that it is one, and as whom its buttons act. */
export function Page({ title, actor, back = "/", said, children }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · stand-in GitHub</title>
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        <header>
          <div>
            <span>
              <a href="/">Stand-in GitHub</a>{" "}
              <span class="quiet">a sandbox on this machine; nothing here leaves it</span>
            </span>
            {actor === undefined ? "" : <Actors actor={actor} back={back} />}
          </div>
        </header>
        <main>
          {said ? <p class="said">{said}</p> : ""}
          {children}
        </main>
      </body>
    </html>
  );
}

function Actors({ actor, back }: { readonly actor: string; readonly back: string }) {
  return (
    <form class="line" method="post" action="/act-as">
      <input type="hidden" name="back" value={back} />
      <label for="actor">Act as</label>
      <select id="actor" name="login">
        {PERSONAS.map(({ login, is }) => (
          <option value={login} selected={login === actor}>
            {login} ({is})
          </option>
        ))}
      </select>
      <button type="submit">Change</button>
    </form>
  );
}

/** Hono's `html` leaves the doctype out, and without it browsers fall back to quirks. */
export function show(
  c: Context,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: 200 | 400 | 404 = 200,
): Response | Promise<Response> {
  return c.html(html`<!doctype html>${page}`, status);
}

interface ActProps {
  readonly action: string;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly label: string;
  readonly main?: boolean;
  readonly disabled?: boolean;
}

/** One button that does something on GitHub. */
export function Act({ action, fields, label, main = false, disabled = false }: ActProps) {
  return (
    <form class="line" method="post" action={`/do/${action}`}>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={String(value)} />
      ))}
      <button type="submit" class={main ? "main" : ""} disabled={disabled}>
        {label}
      </button>
    </form>
  );
}
