import { ConfigError } from "../config.ts";
import { GateError } from "../domain/errors.ts";

/** The command was called with something that it cannot work with; the message says what would do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * What is told of a failure: a line for each thing to mend, with its place and what to do. Only a bug shows its stack.
 */
export function linesOf(error: unknown): readonly string[] {
  if (error instanceof UsageError) return [error.message];
  if (error instanceof ConfigError) return error.problems.map(({ variable, message }) => `${variable} ${message}.`);
  if (error instanceof GateError) return linesOfForeseen(error);
  const system = systemLine(error);
  if (system !== undefined) return [system];
  return ["This is a bug in training-gate:", error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

/** A value of several lines is a list of problems, each with its own place. */
function linesOfForeseen({ message, detail }: GateError): readonly string[] {
  const { remedy, ...rest } = detail;
  const entries = Object.entries(rest).map(([key, value]) => [key, String(value)] as const);
  const told = entries.filter(([, value]) => !value.includes("\n")).map(([key, value]) => `${key} ${value}`);
  const listed = entries.flatMap(([, value]) => (value.includes("\n") ? value.split("\n") : []));
  const first = [told.length === 0 ? message : `${message}: ${told.join(", ")}`, remedy].filter(Boolean).join(". ");
  return [first, ...listed];
}

/** What the operating system or Postgres refused: their own words name the place. */
function systemLine(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  if ("severity" in error) return `DATABASE_URL: ${error.message} (${error.code})`;
  if (error.code === "EADDRINUSE") return `${error.message}. Stop what listens there, or set PORT`;
  if (isConnect(error)) return `DATABASE_URL: nobody answers there (${error.code})`;
  if (!("syscall" in error)) return undefined;
  const isPlace = UNWRITABLE.has(String(error.code));
  return isPlace
    ? `${error.message}. Name another place, by --out or DATA_DIR, where this user may write`
    : error.message;
}

const UNWRITABLE: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR"]);

/** Node tries every address of a name and then throws all refusals together. */
function isConnect(error: Error): boolean {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && "syscall" in first && /^(connect|getaddrinfo)$/.test(String(first.syscall));
}
