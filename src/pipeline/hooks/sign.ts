import { createHash, createHmac, hkdfSync } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** Derived whenever it is needed, so that a copy of the database signs nothing. */
export function secretOf(hookKey: Uint8Array, hookId: string): string {
  const secret = hkdfSync("sha256", hookKey, "", `training-gate/hook/${hookId}`, SECRET_BYTES);
  return `${PREFIX}${Buffer.from(secret).toString("base64")}`;
}

/** By it a secret is known again. Hex; the secret is random enough that nobody can guess it from this. */
export function digestOfSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}

export interface Signed {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** The headers of a message by Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`, the time in whole seconds. */
export function signedHeaders(secret: string, { id, at, body }: Signed): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`, "utf8").digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${mac}` };
}
