import { generateKeyPairSync, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { join } from "node:path";
import { parsePrivateKey } from "./config/key-text.ts";
import type { KeysConfig } from "./config.ts";
import { GateError } from "./domain/errors.ts";
import { readIfThere, readOrMake, replaceKey } from "./keys/files.ts";

export { KeyExposedError } from "./keys/files.ts";

/** Ed25519: they sign the checkpoints of the gate log. */
export interface CheckpointKeys {
  readonly checkpointKey: KeyObject;
  /** The one before, as long as it is kept: it vouches for the one in force. */
  readonly previousCheckpointKey?: KeyObject;
}

export interface Keys extends CheckpointKeys {
  /** Every key of the pages is derived from it. */
  readonly sessionKey: Uint8Array;
  /**
   * Names in the gate log what belongs to no person. It goes with the log, so it is derived from the log's first key, and
   * stored with it: a later key makes another one, which is not used.
   */
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

export class KeyUnreadableError extends GateError {
  override readonly name = "KeyUnreadableError";
  override readonly remedy = "operator";

  constructor(path: string) {
    super("A file does not hold the key that it is named for", { path, remedy: "restore it from the backup" });
  }
}

/** It is not in the folder, so it is not changed there. */
export class KeysGivenError extends GateError {
  override readonly name = "KeysGivenError";
  override readonly remedy = "operator";

  constructor() {
    super("The checkpoint key is given by the environment, and changed there", {
      remedy:
        "set CHECKPOINT_KEY_PREVIOUS to the key in force and CHECKPOINT_KEY to a new one (training-gate keys create), " +
        "and start again",
    });
  }
}

const CURRENT = "checkpoint.pem";
const PREVIOUS = "checkpoint.previous.pem";
const SESSION_KEY_BYTES = 32;
const INSTANCE_KEY_BYTES = 32;

/** The keys as given; else those in the folder, made there the first time, and the same at each start after that. */
export async function loadKeys(given: KeysConfig): Promise<Keys> {
  const sessionKey = await loadSessionKey(given);
  const keys = await loadCheckpointKeys(given);
  return { sessionKey, ...keys, instanceKey: deriveInstanceKey(keys.previousCheckpointKey ?? keys.checkpointKey) };
}

/** For a command that works out what is derived from it. */
export async function loadSessionKey(given: KeysConfig): Promise<Uint8Array> {
  return given.sessionKey ?? readOrMakeSessionKey(folderFor("SESSION_KEY", given));
}

/** For a command that signs the log and shows no pages. */
export async function loadCheckpointKeys(given: KeysConfig): Promise<CheckpointKeys> {
  const checkpointKey = given.checkpointKey ?? (await readOrMakeCheckpointKey(folderFor("CHECKPOINT_KEY", given)));
  const previous = given.previousCheckpointKey ?? (await readPreviousKey(given));
  // Equal where a change broke off between its two steps.
  const isAnother = previous && !previous.equals(checkpointKey);
  return { checkpointKey, ...(isAnother && { previousCheckpointKey: previous }) };
}

/**
 * Puts a new checkpoint key in the folder, and keeps the one in force beside it. A server goes on with the keys that it
 * started with. Throws a `KeysGivenError` where the environment gives the key.
 */
export async function rotateCheckpointKey(given: KeysConfig): Promise<Required<CheckpointKeys>> {
  const { folder } = given;
  if (folder === null || given.checkpointKey) throw new KeysGivenError();
  const previousCheckpointKey = await readOrMakeCheckpointKey(folder);
  const checkpointKey = newCheckpointKey();
  await replaceKey(join(folder, PREVIOUS), toPem(previousCheckpointKey));
  await replaceKey(join(folder, CURRENT), toPem(checkpointKey));
  return { checkpointKey, previousCheckpointKey };
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
  const path = join(folder, CURRENT);
  return readCheckpointKey(path, await readOrMake(path, () => toPem(newCheckpointKey())));
}

async function readPreviousKey({ folder, checkpointKey }: KeysConfig): Promise<KeyObject | undefined> {
  // What lies in the folder was before the folder's own key, and not before a given one.
  if (folder === null || checkpointKey) return undefined;
  const path = join(folder, PREVIOUS);
  const text = await readIfThere(path);
  return text === undefined ? undefined : readCheckpointKey(path, text);
}

function readCheckpointKey(path: string, text: string): KeyObject {
  const key = parsePrivateKey(text, "ed25519");
  if (!key) throw new KeyUnreadableError(path);
  return key;
}

function toPem(key: KeyObject): string {
  return key.export({ format: "pem", type: "pkcs8" }).toString();
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
