import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Assets } from "./assets.ts";
import type { WebEnv } from "./env.ts";
import { neverCached } from "./guards/headers.ts";
import { assetRoutes } from "./routes/assets.ts";
import { texts } from "./texts/setup.ts";
import { createRenderer } from "./views/layout.tsx";
import { SetupDonePage, SetupPage, SetupProblemPage } from "./views/setup-pages.tsx";

export interface SetupDeps {
  readonly assets: Assets;
  readonly githubUrl: string;
  /** Where GitHub registers an App for the organisation. */
  readonly registerUrl: string;
  /** Shown in the terminal; opens the page once. */
  readonly token: string;
  /** Comes back from GitHub with the code, and is good once. */
  readonly state: string;
  readonly manifest: object;
  readonly asked: readonly { readonly permission: string; readonly level: string; readonly reason: string | null }[];
  /** Trades the code for the App, and keeps its secrets. Answers where it is installed. Throws what the page then tells. */
  readonly register: (code: string) => Promise<{ readonly installUrl: string }>;
}

/** The two pages of `setup`: what is asked of GitHub, and what came of it. Whoever opens the first has read the terminal. */
export function createSetup(deps: SetupDeps): Hono<WebEnv> {
  const token = once(deps.token);
  const state = once(deps.state);
  const web = new Hono<WebEnv>();
  web.use(pageHeaders(deps.githubUrl), createRenderer(deps.assets), neverCached);
  web.route("/", assetRoutes(deps.assets));
  web.get("/", (c) => {
    if (!token.use(c.req.query("token"))) {
      c.status(403);
      return c.render(<SetupProblemPage text={texts.wrongToken} />, { title: texts.title });
    }
    const action = `${deps.registerUrl}?${new URLSearchParams({ state: deps.state })}`;
    return c.render(<SetupPage action={action} manifest={deps.manifest} asked={deps.asked} />, { title: texts.title });
  });
  web.get("/callback", async (c) => {
    const code = c.req.query("code");
    if (!code || !state.use(c.req.query("state"))) {
      c.status(403);
      return c.render(<SetupProblemPage text={texts.wrongState} />, { title: texts.title });
    }
    const { installUrl } = await deps.register(code);
    return c.render(<SetupDonePage installUrl={installUrl} />, { title: texts.done });
  });
  web.onError((_, c) => {
    c.status(500);
    return c.render(<SetupProblemPage text={texts.failed} />, { title: texts.title });
  });
  return web;
}

/** The form goes to GitHub, and nothing else of the page goes anywhere. */
function pageHeaders(githubUrl: string) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      formAction: [githubUrl],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "no-referrer",
    strictTransportSecurity: false,
  });
}

function once(secret: string): { use(given: string | undefined): boolean } {
  let isUsed = false;
  return {
    use(given = "") {
      const isRight = given.length === secret.length && timingSafeEqual(Buffer.from(given), Buffer.from(secret));
      const isGood = isRight && !isUsed;
      if (isRight) isUsed = true;
      return isGood;
    },
  };
}
