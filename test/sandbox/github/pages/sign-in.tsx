import type { AuthorizeQuery } from "../oauth.ts";
import { PERSONAS } from "../seed.ts";
import { Page } from "./layout.tsx";

/** GitHub's "Authorize" page, with a button for each persona instead of a password. */
export function SignInPage({ query, appName }: { readonly query: AuthorizeQuery; readonly appName: string }) {
  const chosen = PERSONAS.filter(({ login }) => login === query.login);
  const others = PERSONAS.filter(({ login }) => login !== query.login);
  return (
    <Page title="Sign in">
      <h1>Sign in to {appName} as …</h1>
      <form method="post" action="/login/oauth/authorize">
        {Object.entries(query).map(([name, value]) =>
          name === "login" ? "" : <input type="hidden" name={name} value={value} />,
        )}
        <ul class="people">
          {[...chosen, ...others].map(({ login, is }) => (
            <li>
              <button
                type="submit"
                name="login"
                value={login}
                class={login === query.login ? "main" : ""}
                autofocus={login === query.login}
              >
                {login}
              </button>
              <p class="quiet">{is}</p>
            </li>
          ))}
        </ul>
        <button type="submit" name="deny" value="yes">
          Cancel
        </button>
      </form>
    </Page>
  );
}

export function RefusedPage({ reason }: { readonly reason: string }) {
  return (
    <Page title="Refused">
      <h1>GitHub refuses this</h1>
      <p>{reason}</p>
    </Page>
  );
}
