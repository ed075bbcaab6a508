import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The tests that check an export by tools that are not ours. */
export const AUDIT_SUITE = "an exported log, by other people's tools";
export const AUDIT_NEEDS = "needs go with golang.org/x/mod, openssl, jq, sqlite3 and sha256sum";

/** Where Debian's golang-golang-x-mod-dev puts it. */
const SUMDB = "/usr/share/gocode/src/golang.org/x/mod/sumdb/note";

const PROGRAMS: readonly (readonly [name: string, flag: string])[] = [
  ["go", "version"],
  ["openssl", "version"],
  ["jq", "--version"],
  ["sqlite3", "--version"],
  ["sha256sum", "--version"],
];

export function hasAuditTools(): boolean {
  return existsSync(SUMDB) && PROGRAMS.every(([name, flag]) => spawnSync(name, [flag]).status === 0);
}
