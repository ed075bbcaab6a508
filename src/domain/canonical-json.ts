import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

// The package is CommonJS and types its export as an ES module's default.
const serialize = canonicalize as unknown as (value: unknown) => string | undefined;

/** RFC 8785 (JSON Canonicalization Scheme): equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new TypeError("Only JSON values have a canonical form");
  return text;
}

/** Lower-case hex SHA-256 of the canonical JSON of a plain value. */
export function sha256OfJson(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
