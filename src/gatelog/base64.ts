/**
 * Bytes of RFC 4648 section 4 in their one spelling; undefined for any other. Node's own reader skips what it does not
 * know, so that one note or proof could be written in many ways.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64");
  return text !== "" && bytes.toString("base64") === text ? bytes : undefined;
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
