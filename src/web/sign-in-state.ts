import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../domain/clock.ts";

export const SIGN_IN_SECONDS = 600;

/** What the browser carries to GitHub and back, signed. */
const PendingSignIn = z.strictObject({
  state: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  /** The signature does not say how old it is, and a browser may keep a cookie for longer than it was told. */
  expiresAt: z.number(),
});
export type PendingSignIn = z.infer<typeof PendingSignIn>;

export function startSignIn(returnTo: string, clock: Clock): PendingSignIn {
  return {
    state: randomBytes(32).toString("base64url"),
    codeVerifier: randomBytes(32).toString("base64url"),
    returnTo,
    expiresAt: clock().getTime() + SIGN_IN_SECONDS * 1000,
  };
}

/** RFC 7636, S256. */
export function codeChallenge(codeVerifier: string): string {
  return createHash("sha256").update(codeVerifier).digest("base64url");
}

export function writePending(pending: PendingSignIn): string {
  return Buffer.from(JSON.stringify(pending)).toString("base64url");
}

/** `value` comes out of a signed cookie: it is what `writePending` wrote. */
export function readPending(value: string): PendingSignIn {
  return PendingSignIn.parse(JSON.parse(Buffer.from(value, "base64url").toString()));
}

export function hasEnded({ expiresAt }: PendingSignIn, clock: Clock): boolean {
  return clock().getTime() >= expiresAt;
}
