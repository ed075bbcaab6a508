import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GateError } from "../domain/errors.ts";

/** The folder does not take the file in which the secrets are to lie. */
export class EnvFileError extends GateError {
  override readonly name = "EnvFileError";
  override readonly remedy = "operator";

  constructor(path: string, options?: ErrorOptions) {
    super("The file for the secrets cannot be written", { path, remedy: "make its folder writable" }, options);
  }
}

/** Throws before anything was done elsewhere, if the file could not be written later. */
export async function requireWritable(path: string): Promise<void> {
  const aside = asideOf(path);
  try {
    await (await open(aside, "wx", 0o600)).close();
  } catch (error) {
    throw new EnvFileError(path, { cause: error });
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * Adds the variables after what stands in the file, which is then its owner's alone (0600). Written aside first, so that
 * nobody ever finds half of it.
 */
export async function appendToEnvFile(path: string, values: Readonly<Record<string, string>>): Promise<void> {
  const before = await readFile(path, "utf8").catch(emptyIfAbsent);
  const separated = before === "" || before.endsWith("\n") ? before : `${before}\n`;
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  const aside = asideOf(path);
  try {
    const file = await open(aside, "wx", 0o600);
    try {
      await file.writeFile(`${separated}${lines.join("")}`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw new EnvFileError(path, { cause: error });
  }
}

function asideOf(path: string): string {
  return join(dirname(path), `.env.${randomBytes(6).toString("hex")}`);
}

function emptyIfAbsent(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
  throw error;
}
