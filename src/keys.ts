import { generateKeyPairSync, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parsePrivateKey } from "./config/key-text.ts";
import type { KeysConfig } from "./config.ts";
import { GateError } from "./domain/errors.ts";

export interface Keys {
  /** Every key of the pages is derived from it. */
  readonly sessionKey: Uint8Array;
  /** Ed25519: signs the checkpoints of the gate log. */
  readonly checkpointKey: KeyObject;
  /** Names in the gate log what belongs to no person. It goes with the log, so it is derived from the log's own key. */
  readonly instanceKey: Uint8Array;
}

/** Replicas that made their own keys would differ, so none is made beside `DATABASE_URL`. */
export class KeysMissingError extends GateError {
  override readonly name = "KeysMissingError";
  override readonly remedy = "operator";

  constructor(variable: string) {
    super("A key is missing, and none is made beside DATABASE_URL", {
      variable,
      remedy: "training-gate keys create prints one",
    });
  }
}

/** Others than the owner could read the key, or put another in its place. */
export class KeyExposedError extends GateError {
  override readonly name = "KeyExposedError";
  override readonly remedy = "operator";

  constructor(path: string, expected: number) {
    const mode = expected.toString(8);
    super("A key is open to others than its owner", {
      path,
      remedy: `if nobody used it: chmod ${mode} ${path}; else make new keys`,
    });
  }
}

export class KeyUnreadableError extends GateError {
  override readonly name = "KeyUnreadableError";
  override readonly remedy = "operator";

  constructor(path: string) {
    super("A file does not hold the key that it is named for", { path, remedy: "restore it from the backup" });
  }
}

const SESSION_KEY_BYTES = 32;
const INSTANCE_KEY_BYTES = 32;

/** The keys as given; else those in the folder, made there the first time, and the same at each start after that. */
export async function loadKeys(given: KeysConfig): Promise<Keys> {
  const sessionKey = given.sessionKey ?? (await readOrMakeSessionKey(folderFor("SESSION_KEY", given)));
  const checkpointKey = given.checkpointKey ?? (await readOrMakeCheckpointKey(folderFor("CHECKPOINT_KEY", given)));
  return { sessionKey, checkpointKey, instanceKey: deriveInstanceKey(checkpointKey) };
}

/** New keys as the environment takes them, each on one line. */
export function createKeys(): { readonly SESSION_KEY: string; readonly CHECKPOINT_KEY: string } {
  return {
    SESSION_KEY: newSessionKey(),
    CHECKPOINT_KEY: newCheckpointKey().export({ format: "der", type: "pkcs8" }).toString("base64"),
  };
}

function folderFor(variable: string, { folder }: KeysConfig): string {
  if (folder === null) throw new KeysMissingError(variable);
  return folder;
}

async function readOrMakeSessionKey(folder: string): Promise<Uint8Array> {
  const path = join(folder, "session.key");
  const bytes = Buffer.from(await readOrMake(path, newSessionKey), "base64");
  if (bytes.byteLength < SESSION_KEY_BYTES) throw new KeyUnreadableError(path);
  return new Uint8Array(bytes);
}

async function readOrMakeCheckpointKey(folder: string): Promise<KeyObject> {
  const path = join(folder, "checkpoint.pem");
  const text = await readOrMake(path, () => newCheckpointKey().export({ format: "pem", type: "pkcs8" }).toString());
  const key = parsePrivateKey(text, "ed25519");
  if (!key) throw new KeyUnreadableError(path);
  return key;
}

function newSessionKey(): string {
  return randomBytes(SESSION_KEY_BYTES).toString("base64");
}

function newCheckpointKey(): KeyObject {
  return generateKeyPairSync("ed25519").privateKey;
}

/** Of the seed, which one key has in whatever form it was given; not of an encoding. */
function deriveInstanceKey(checkpointKey: KeyObject): Uint8Array {
  const seed = Buffer.from(checkpointKey.export({ format: "jwk" }).d ?? "", "base64url");
  return new Uint8Array(hkdfSync("sha256", seed, "", "training-gate/gatelog/instance", INSTANCE_KEY_BYTES));
}

/** Never overwrites: of two that make the file at once, one wins and both read the winner's. */
async function readOrMake(path: string, make: () => string): Promise<string> {
  const folder = dirname(path);
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch(unless("EEXIST"));
  await refuseIfExposed(folder, 0o700);
  if (!(await isThere(path))) await writeOnce(path, `${make().trim()}\n`);
  await refuseIfExposed(path, 0o600);
  return readFile(path, "utf8");
}

/** Written aside and on the disk before it has its name, so that a crash leaves no half of a key. */
async function writeOnce(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const file = await open(aside, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(aside, path).catch(unless("EEXIST"));
  } finally {
    await rm(aside, { force: true });
  }
}

async function refuseIfExposed(path: string, expected: number): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) throw new KeyExposedError(path, expected);
}

async function isThere(path: string): Promise<boolean> {
  const found = await stat(path).catch(unless("ENOENT"));
  return found !== undefined;
}

function unless(code: string): (error: unknown) => void {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === code) return;
    throw error;
  };
}
