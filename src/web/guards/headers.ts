import { createMiddleware } from "hono/factory";
import { secureHeaders } from "hono/secure-headers";
import type { WebConfig } from "../deps.ts";

const YEAR_SECONDS = 31_536_000;

/**
 * Nothing runs and nothing is loaded but our own sheet; forms go to us alone. Signing in starts with a link, not a
 * form, so GitHub's origin is not needed here.
 *
 * Referrer-Policy is `same-origin`: other sites learn no more than under `no-referrer`, which would make browsers send
 * `Origin: null` with our own forms, and the origin check refuses that.
 */
export function securityHeaders({ secureCookies }: Pick<WebConfig, "secureCookies">) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: secureCookies ? `max-age=${YEAR_SECONDS}` : false,
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  });
}

/** Pages say who somebody is and what they still have to do: no cache keeps them. */
export const neverCached = createMiddleware(async (c, next) => {
  c.header("Cache-Control", "no-store");
  await next();
});
