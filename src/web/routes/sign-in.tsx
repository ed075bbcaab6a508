import { type Context, Hono } from "hono";
import { timingSafeEqual } from "hono/utils/buffer";
import type { SignIn } from "../../pipeline/learning/port.ts";
import { NotAPersonError } from "../../pipeline/sessions.ts";
import type { WebDeps } from "../deps.ts";
import type { WebEnv } from "../env.ts";
import { localPath, signInPath } from "../local-path.ts";
import {
  codeChallenge,
  hasEnded,
  type PendingSignIn,
  readPending,
  startSignIn,
  writePending,
} from "../sign-in-state.ts";
import type { SignedCookie } from "../signed-cookie.ts";
import { texts } from "../texts.ts";
import { ProblemPage } from "../views/problem-page.tsx";
import { SignInPage } from "../views/sign-in-page.tsx";

interface SignInRoutes extends Pick<WebDeps, "signIn" | "sessions" | "config" | "clock" | "log"> {
  readonly sessionCookie: SignedCookie;
  /** State, verifier and return path of one sign-in under way. */
  readonly pendingCookie: SignedCookie;
}

type Identified = Extract<Awaited<ReturnType<SignIn["identify"]>>, { ok: true }>;

/** To GitHub and back, with state and PKCE (RFC 9700). Open to everybody. */
export function signInRoutes(deps: SignInRoutes) {
  const { signIn, sessions, config, clock, log, sessionCookie, pendingCookie } = deps;
  const redirectUri = `${config.baseUrl}/sign-in/callback`;

  return new Hono<WebEnv>()
    .get("/sign-in", (c) => {
      const returnTo = localPath(c.req.query("return_to"));
      if (c.var.viewer) return c.redirect(returnTo);
      return c.render(<SignInPage startPath={startPath(returnTo)} />, { title: texts.signIn.title });
    })
    .get("/sign-in/github", async (c) => {
      const pending = startSignIn(localPath(c.req.query("return_to")), clock);
      await pendingCookie.write(c, writePending(pending));
      const challenge = codeChallenge(pending.codeVerifier);
      return c.redirect(signIn.authorizeUrl({ state: pending.state, codeChallenge: challenge, redirectUri }));
    })
    .get("/sign-in/callback", async (c) => {
      const pending = await takePending(c);
      const { code, state, error } = c.req.query();
      if (!pending || hasEnded(pending, clock) || !state || !(await timingSafeEqual(state, pending.state))) {
        return fail(c, { kind: "stale", status: 400, returnTo: pending?.returnTo });
      }
      const { returnTo, codeVerifier } = pending;
      if (error === "access_denied") return fail(c, { kind: "refused", status: 403, returnTo });
      if (!code) {
        log.warn({ error: error?.slice(0, 100) ?? "no code" }, "GitHub ended a sign-in with an error");
        return fail(c, { kind: "gitHub", status: 502, returnTo });
      }

      const identified = await signIn.identify({ code, codeVerifier, redirectUri });
      if (!identified.ok) {
        log.warn({ problem: identified.problem }, "GitHub did not say who signed in");
        return fail(c, { kind: "gitHub", status: 502, returnTo });
      }
      const token = await openSession(identified);
      if (token === null) return fail(c, { kind: "notAPerson", status: 403, returnTo });
      await sessionCookie.write(c, token);
      return c.redirect(returnTo);
    });

  /** The session's token, or null for an account that is not a person's. */
  async function openSession({ account, emails }: Identified): Promise<string | null> {
    try {
      return await sessions.open(account, emails);
    } catch (error) {
      if (error instanceof NotAPersonError) return null;
      throw error;
    }
  }

  /** Once only: the browser is told to forget it, whatever comes of it. */
  async function takePending(c: Context<WebEnv>): Promise<PendingSignIn | undefined> {
    const value = await pendingCookie.read(c);
    pendingCookie.clear(c);
    return value === undefined ? undefined : readPending(value);
  }
}

/** Behind `requireViewer` and `requireFormToken`: no other site can sign somebody out. */
export function signOutRoutes({ sessions, sessionCookie }: Pick<SignInRoutes, "sessions" | "sessionCookie">) {
  return new Hono<WebEnv>().post("/sign-out", async (c) => {
    const token = await sessionCookie.read(c);
    if (token !== undefined) await sessions.close(token);
    sessionCookie.clear(c);
    return c.redirect("/sign-in", 303);
  });
}

function startPath(returnTo: string): string {
  return signInPath(returnTo).replace("/sign-in", "/sign-in/github");
}

function fail(
  c: Context<WebEnv>,
  problem: {
    readonly kind: keyof Omit<typeof texts.signInFailed, "again">;
    readonly status: 400 | 403 | 502;
    readonly returnTo: string | undefined;
  },
) {
  const { title, text } = texts.signInFailed[problem.kind];
  c.status(problem.status);
  const next = { url: startPath(problem.returnTo ?? "/") };
  return c.render(<ProblemPage title={title} text={text} action={texts.signInFailed.again} next={next} />, { title });
}
