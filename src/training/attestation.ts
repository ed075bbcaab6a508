import { createHash } from "node:crypto";
import type { Course } from "./curriculum.ts";

export interface AttestationStatement {
  /** Exactly what is shown and signed. */
  readonly text: string;
  readonly version: number;
  /** SHA-256 (hex) of `text` in UTF-8: `printf %s "$text" | sha256sum` gives the same. */
  readonly sha256: string;
}

/** What is kept of a signature. It says who signed which words, when, and how they had signed in. */
export interface SignedAttestation {
  readonly courseId: string;
  readonly courseVersion: string;
  readonly courseDigest: string;
  readonly statement: string;
  readonly statementVersion: number;
  readonly statementSha256: string;
  readonly typedName: string;
  /** Names the session; never the secret that its cookie carries. */
  readonly sessionId: string;
  readonly authMethod: "github";
  readonly signedAt: Date;
}

export type CheckedName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: "too-short" | "too-long" | "unreadable" | "different" };

const LONGEST_NAME = 200;
// Bidirectional controls make a stored name read differently from what was typed; lone surrogates are no text at all.
const UNREADABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const TWO_LETTERS = /\p{L}.*\p{L}/u;

export function attestationStatement({ attestation }: Pick<Course, "attestation">): AttestationStatement {
  const text = attestation.statement;
  return { text, version: attestation.version, sha256: createHash("sha256").update(text, "utf8").digest("hex") };
}

/**
 * Is this the name of somebody? Given the `expected` name (the roster's), it must be that one, whatever its case
 * and spacing. The name comes back trimmed and in Unicode's composed form.
 */
export function checkTypedName(typed: string, expected?: string): CheckedName {
  const name = typed.trim().normalize("NFC");
  if (UNREADABLE.test(name)) return { ok: false, problem: "unreadable" };
  if (!TWO_LETTERS.test(name)) return { ok: false, problem: "too-short" };
  if (name.length > LONGEST_NAME) return { ok: false, problem: "too-long" };
  if (expected !== undefined && folded(name) !== folded(expected)) return { ok: false, problem: "different" };
  return { ok: true, name };
}

export function signAttestation(signature: {
  readonly course: Course;
  /** As `checkTypedName` gave it back. */
  readonly typedName: string;
  readonly sessionId: string;
  readonly signedAt: Date;
}): SignedAttestation {
  const { course, typedName, sessionId, signedAt } = signature;
  const statement = attestationStatement(course);
  return {
    courseId: course.id,
    courseVersion: course.version,
    courseDigest: course.digest,
    statement: statement.text,
    statementVersion: statement.version,
    statementSha256: statement.sha256,
    typedName,
    sessionId,
    authMethod: "github",
    signedAt,
  };
}

function folded(name: string): string {
  return name.normalize("NFKC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
}
