import { access, readFile, rename, rm } from "node:fs/promises";

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Gives the finished folder `aside` its name, or removes it if another process was first. */
export async function nameOnce(aside: string, name: string): Promise<void> {
  try {
    await rename(aside, name);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!(await exists(name))) throw error;
  }
}

/** `null` if there is no such file. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
