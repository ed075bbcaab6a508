import { createPrivateKey, type KeyObject } from "node:crypto";

const PEM_START = "-----BEGIN";

/**
 * A private key as people put it into an environment: PEM, PEM on one line with `\n` spelled out, or base64 of PEM
 * or of PKCS#8. Undefined if it is none of these, or another kind of key.
 */
export function parsePrivateKey(text: string, kind: "rsa" | "ed25519"): KeyObject | undefined {
  try {
    const key = text.includes(PEM_START) ? createPrivateKey(text.replaceAll("\\n", "\n")) : fromBase64(text);
    return key.asymmetricKeyType === kind ? key : undefined;
  } catch {
    // OpenSSL's reasons ("DECODER routines::unsupported") help nobody; the caller says what was expected.
    return undefined;
  }
}

function fromBase64(text: string): KeyObject {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("latin1").startsWith(PEM_START)) return createPrivateKey(bytes);
  return createPrivateKey({ key: bytes, format: "der", type: "pkcs8" });
}
