import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { exists } from "./files.ts";

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** What Linux calls `nobody` where no file says otherwise. */
const OVERFLOW: SystemUser = { uid: 65_534, gid: 65_534 };

/**
 * Who runs Postgres, which refuses to be root: nobody else than ourselves unless we are root, then the owner of the
 * first folder that has one other than root, then `postgres` or `nobody` of this system.
 */
export async function chooseSystemUser(folders: readonly string[]): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;

  for (const folder of folders) {
    if (!(await exists(folder))) continue;
    const { uid, gid } = await stat(folder);
    if (uid !== 0) return { uid, gid };
  }
  const accounts = await readFile("/etc/passwd", "utf8");
  return findAccount(accounts, "postgres") ?? findAccount(accounts, "nobody") ?? OVERFLOW;
}

/** The first folder on the way to `path`, or `path` itself, that keeps this user out. */
export async function findBarrier(path: string, user: SystemUser): Promise<string | undefined> {
  for (const step of stepsTo(path)) {
    const { mode, uid, gid } = await stat(step);
    const execute = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & execute) === 0) return step;
  }
  return undefined;
}

function findAccount(accounts: string, name: string): SystemUser | undefined {
  const fields = accounts
    .split("\n")
    .find((line) => line.startsWith(`${name}:`))
    ?.split(":");
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) };
}

function stepsTo(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...stepsTo(parent), path];
}
