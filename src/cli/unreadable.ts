import { UsageError } from "./failure.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
};

/** What to throw of a file that could not be read; what else failed is thrown as it is. */
export function asUnreadable(error: unknown, name: string, remedy = "Name another file"): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  const code = String(error.code);
  return new UsageError(`${name} cannot be read: ${REASONS[code] ?? code}. ${remedy}`);
}
