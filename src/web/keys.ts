import { createHmac } from "node:crypto";
import type { WebConfig } from "./deps.ts";

/**
 * A key of its own for each purpose. A signed cookie's signature covers its value and not its name: under one key,
 * a value signed for one cookie would be good in another.
 */
export function deriveKey(
  sessionKey: WebConfig["sessionKey"],
  purpose: "session" | "sign-in" | "forms" | "refusal",
): string {
  return createHmac("sha256", sessionKey).update(`training-gate/web/${purpose}`).digest("base64url");
}

/** What stands in every form of a session: nobody can work it out without the key, or use it in another session. */
export function formTokenOf(formsKey: string, sessionId: string): string {
  return createHmac("sha256", formsKey).update(sessionId).digest("base64url");
}
