import { createMiddleware } from "hono/factory";
import type { Sessions } from "../../pipeline/learning/port.ts";
import type { WebEnv } from "../env.ts";
import { formTokenOf } from "../keys.ts";
import { signInPath } from "../local-path.ts";
import type { SignedCookie } from "../signed-cookie.ts";
import { texts } from "../texts.ts";
import { ProblemPage } from "../views/problem-page.tsx";

/** Finds out who is asking; lets everybody through. */
export function findViewer(deps: {
  readonly sessions: Sessions;
  readonly sessionCookie: SignedCookie;
  readonly formsKey: string;
}) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const token = await deps.sessionCookie.read(c);
    const viewer = token === undefined ? null : await deps.sessions.find(token);
    c.set("viewer", viewer);
    c.set("formToken", viewer && formTokenOf(deps.formsKey, viewer.sessionId));
    await next();
  });
}

/** Nobody passes without having signed in. A form is not sent on: what it says would be lost on the way to GitHub. */
export const requireViewer = createMiddleware<WebEnv>(async (c, next) => {
  if (c.var.viewer) return next();
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method === "GET" || c.req.method === "HEAD") return c.redirect(signInPath(`${pathname}${search}`));
  c.status(401);
  return c.render(<ProblemPage {...texts.problem.signedOut} next={{ url: signInPath(pathname) }} />, {
    title: texts.problem.signedOut.title,
  });
});
