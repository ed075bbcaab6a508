import { Hono } from "hono";
import { requestId } from "hono/request-id";
import type { WebDeps } from "./deps.ts";
import type { WebEnv } from "./env.ts";
import { limitForms, ownOriginOnly, requireFormToken } from "./guards/forms.tsx";
import { neverCached, securityHeaders } from "./guards/headers.ts";
import { findViewer, requireViewer } from "./guards/session.tsx";
import { colouredWriting, plainWriting } from "./guards/writing.ts";
import { deriveKey } from "./keys.ts";
import { createErrorPage, renderNotFound } from "./problems.tsx";
import { createRefusals } from "./refusals.ts";
import { adminRoutes } from "./routes/admin/index.tsx";
import { assetRoutes } from "./routes/assets.ts";
import { attemptRoutes } from "./routes/attempt.tsx";
import { attestationRoutes } from "./routes/attestation.tsx";
import { auditorRoutes } from "./routes/auditor/index.tsx";
import { awarenessReadingRoutes } from "./routes/awareness.tsx";
import { courseRoutes } from "./routes/course.tsx";
import { decisionRoutes } from "./routes/decision.tsx";
import { eligibilityRoutes } from "./routes/eligibility.ts";
import { healthRoutes } from "./routes/health.ts";
import { logRoutes } from "./routes/log.ts";
import { mappingRoutes } from "./routes/mapping.tsx";
import { myTrainingRoutes } from "./routes/my-training.tsx";
import { policyRoutes } from "./routes/policies.tsx";
import { recordRoutes } from "./routes/records.tsx";
import { signInRoutes, signOutRoutes } from "./routes/sign-in.tsx";
import { stackRoutes } from "./routes/stack.ts";
import { SIGN_IN_SECONDS } from "./sign-in-state.ts";
import { createSignedCookie } from "./signed-cookie.ts";
import { createRenderer } from "./views/layout.tsx";

const SESSION_SECONDS = 30 * 86_400;
/** From a form to the page that follows it. */
const REFUSAL_SECONDS = 60;

/** Every page and health route; webhooks are answered before they get here. What stands below a guard is behind it. */
export function createWeb(deps: WebDeps): Hono<WebEnv> {
  const { learning, sessions, config, log } = deps;
  const secure = config.secureCookies;
  const sessionCookie = createSignedCookie({
    name: "training-gate-session",
    key: deriveKey(config.sessionKey, "session"),
    secure,
    maxAgeSeconds: SESSION_SECONDS,
  });
  const pendingCookie = createSignedCookie({
    name: "training-gate-sign-in",
    key: deriveKey(config.sessionKey, "sign-in"),
    secure,
    maxAgeSeconds: SIGN_IN_SECONDS,
  });
  const refusalCookie = createSignedCookie({
    name: "training-gate-refusal",
    key: deriveKey(config.sessionKey, "refusal"),
    secure,
    maxAgeSeconds: REFUSAL_SECONDS,
  });

  const web = new Hono<WebEnv>();
  web.onError(createErrorPage(log));
  web.notFound(renderNotFound);
  web.use(requestId(), securityHeaders(config), createRenderer(deps.assets), plainWriting());
  web.route("/", healthRoutes(deps.health));
  web.route("/", logRoutes(deps.publicLog));
  web.route("/", assetRoutes(deps.assets));
  web.route("/", eligibilityRoutes(deps.eligibility));

  const formsKey = deriveKey(config.sessionKey, "forms");
  web.use(neverCached, ownOriginOnly(config.baseUrl), limitForms, findViewer({ sessions, sessionCookie, formsKey }));
  web.route("/", signInRoutes({ ...deps, sessionCookie, pendingCookie }));

  web.use(requireViewer, requireFormToken, async (_, next) => {
    await deps.refreshCourses();
    return next();
  });
  const coloured = colouredWriting();
  web.use("/courses/*", coloured);
  web.use("/attempts/*", coloured);
  web.route("/", signOutRoutes({ sessions, sessionCookie }));
  web.route("/", myTrainingRoutes(deps));
  web.route("/", attestationRoutes(learning));
  web.route("/", recordRoutes(deps));
  web.route("/", courseRoutes(learning));
  web.route("/", stackRoutes(config));
  web.route("/", attemptRoutes(learning));
  web.route("/", decisionRoutes(deps));
  web.route("/", mappingRoutes(deps.taught));
  web.route("/", policyRoutes(deps.policyDocuments));
  web.route("/", awarenessReadingRoutes(deps.awareness.reading));
  web.route("/", adminRoutes(deps, createRefusals(refusalCookie)));
  web.route("/", auditorRoutes(deps));
  return web;
}
