import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { fromBase64 } from "./base64.ts";

/** Signed notes with Ed25519 keys: https://c2sp.org/signed-note */

export interface NoteSigner {
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface NoteKey {
  readonly name: string;
  /** Four bytes in hex. With the name it tells keys apart; by itself it proves nothing. */
  readonly id: string;
  readonly publicKey: KeyObject;
}

/** `text` is true, as far as the keys in `signedBy` are trusted: at least one of those that were given. */
export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly signedBy: readonly NoteKey[] }
  | { readonly ok: false; readonly problem: NoteProblem };

export type NoteProblem =
  | { readonly kind: "malformed" }
  /** None of the given keys has signed it. `keys` have: each name with its id. */
  | { readonly kind: "unknown-keys"; readonly keys: readonly string[] }
  /** The signature under a known key is not by it, or the text was changed. */
  | { readonly kind: "bad-signature"; readonly key: string };

interface SignatureLine {
  readonly name: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

const ED25519 = 0x01;
const KEY_BYTES = 32;
const ID_BYTES = 4;
/** What a SubjectPublicKeyInfo of an Ed25519 key has before the key itself: RFC 8410 section 4. */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
/** The specification asks for 16 at least. */
const MAX_SIGNATURES = 100;

// biome-ignore lint/suspicious/noControlCharactersInRegex: a note must not have them, so they are looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const NAME = /^[^\s+]+$/u;

/** `text` ends with a newline. Throws a `RangeError` if text or name cannot stand in a note. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith("\n") || CONTROL.test(text)) throw new RangeError("The text cannot be signed as a note");
  const lines = signers.map(({ name, privateKey }) => {
    const id = keyId(name, rawOf(createPublicKey(privateKey)));
    const signature = sign(null, Buffer.from(text, "utf8"), privateKey);
    return `— ${checkedName(name)} ${Buffer.concat([id, signature]).toString("base64")}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

/** As the specification asks: unknown keys are ignored, and one bad signature of a known key refuses the whole note. */
export function openNote(note: string, keys: readonly NoteKey[]): OpenedNote {
  const parts = splitNote(note);
  if (!parts) return { ok: false, problem: { kind: "malformed" } };
  const bytes = Buffer.from(parts.text, "utf8");
  const signedBy: NoteKey[] = [];
  for (const { name, id, signature } of parts.signatures) {
    const key = keys.find((known) => known.name === name && known.id === id);
    if (!key) continue;
    if (!verify(null, bytes, key.publicKey, signature))
      return { ok: false, problem: { kind: "bad-signature", key: `${name}+${id}` } };
    signedBy.push(key);
  }
  if (signedBy.length > 0) return { ok: true, text: parts.text, signedBy };
  const signers = parts.signatures.map(({ name, id }) => `${name}+${id}`);
  return { ok: false, problem: { kind: "unknown-keys", keys: signers } };
}

/** The public key as verifiers take it, on one line: `name+id+base64`. Go's `note.NewVerifier` reads the same. */
export function vkeyOf(name: string, key: KeyObject): string {
  const raw = rawOf(key);
  const encoded = Buffer.from([ED25519, ...raw]).toString("base64");
  return `${checkedName(name)}+${keyId(name, raw).toString("hex")}+${encoded}`;
}

/** Undefined if it is not a key of this kind, or its id is not its own. */
export function parseVkey(vkey: string): NoteKey | undefined {
  const [, name = "", id = "", encoded = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(vkey.trim()) ?? [];
  const bytes = fromBase64(encoded);
  if (!bytes || bytes[0] !== ED25519 || bytes.length !== 1 + KEY_BYTES) return undefined;
  const raw = bytes.subarray(1);
  if (keyId(name, raw).toString("hex") !== id) return undefined;
  return {
    name,
    id,
    publicKey: createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: "der", type: "spki" }),
  };
}

function keyId(name: string, raw: Uint8Array): Buffer {
  const preimage = [Buffer.from(`${name}\n`, "utf8"), Buffer.of(ED25519), raw];
  return createHash("sha256").update(Buffer.concat(preimage)).digest().subarray(0, ID_BYTES);
}

/** A private key is taken too, for its public half. */
function rawOf(key: KeyObject): Uint8Array {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  if (publicKey.asymmetricKeyType !== "ed25519") throw new RangeError("Notes are signed with Ed25519 keys");
  return publicKey.export({ format: "der", type: "spki" }).subarray(SPKI_PREFIX.length);
}

function checkedName(name: string): string {
  if (!NAME.test(name) || CONTROL.test(name)) throw new RangeError("A key's name has no space and no plus sign");
  return name;
}

/** The text may have empty lines: the last one ends it. */
function splitNote(note: string): { readonly text: string; readonly signatures: readonly SignatureLine[] } | undefined {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || CONTROL.test(note)) return undefined;
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signatures = lines.map(parseSignature).filter((line) => line !== undefined);
  return signatures.length === lines.length ? { text: note.slice(0, end + 1), signatures } : undefined;
}

function parseSignature(line: string): SignatureLine | undefined {
  const [, name = "", encoded = ""] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!bytes || bytes.length <= ID_BYTES) return undefined;
  return { name, id: Buffer.from(bytes.subarray(0, ID_BYTES)).toString("hex"), signature: bytes.subarray(ID_BYTES) };
}
