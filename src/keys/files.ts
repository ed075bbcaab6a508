import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { GateError } from "../domain/errors.ts";

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

/** Never overwrites: of two that make the file at once, one wins and both read the winner's. */
export async function readOrMake(path: string, make: () => string): Promise<string> {
  const folder = dirname(path);
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch(unless("EEXIST"));
  await refuseIfExposed(folder, 0o700);
  if (!(await isThere(path))) await writeOnce(path, `${make().trim()}\n`);
  await refuseIfExposed(path, 0o600);
  return readFile(path, "utf8");
}

/** The file if it is there, for its owner alone. */
export async function readIfThere(path: string): Promise<string | undefined> {
  if (!(await isThere(path))) return undefined;
  await refuseIfExposed(path, 0o600);
  return readFile(path, "utf8");
}

/** Puts this in the place of what was there, at once: a crash leaves the one or the other. */
export function replaceKey(path: string, text: string): Promise<void> {
  return writeAside(path, text, (aside) => rename(aside, path));
}

function writeOnce(path: string, text: string): Promise<void> {
  return writeAside(path, text, (aside) => link(aside, path).catch(unless("EEXIST")));
}

/** Written aside and on the disk before it has its name, so that a crash leaves no half of a key. */
async function writeAside(path: string, text: string, giveName: (aside: string) => Promise<void>): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const file = await open(aside, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await giveName(aside);
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
