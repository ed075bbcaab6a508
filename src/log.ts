import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import type { Config } from "./config.ts";

export type Log = Logger;

/** Fields whose values are never written, at whatever depth they stand. A name has an end: long texts are no names. */
const SECRET_NAME =
  '[^"\\\\]{0,64}(?:token|secret|password|passwd|authorization|cookie|private_?key|session_?key)[^"\\\\]{0,64}';
const TEXT = '"(?:[^"\\\\]|\\\\.)*"';
const SECRET_FIELD = new RegExp(`("(?:${SECRET_NAME}|e-?mails?)":)(?:${TEXT}|\\[(?:${TEXT},?)*\\])`, "gi");

/** What gives itself away by its shape, wherever it stands: in an error's message, a URL, a stack. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----/g, "[key]"],
  [/\b(?:gh[a-z]_\w{16,}|github_pat_\w{16,})/g, "[token]"],
  // JSON Web Tokens: the App signs its requests with them.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "[token]"],
  [/\b(bearer|token|basic) [\w.~+/=-]{16,}/gi, "$1 [token]"],
  [/(:\/\/[^\s:/@"\\]*):[^\s/@"\\]+@/g, "$1:[password]@"],
  // Each word is tried from its beginning only, since a line may hold a long one that is no address.
  [/(?<![\w.%+-])[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b/g, "[e-mail]"],
];

/**
 * One JSON line an event. Each part of the app logs as a child: `log.child({ part: "queue" })`.
 *
 * Lines are cleaned as text just before they are written, so that a secret deep in somebody else's error object is
 * found too; pino's own `redact` sees only paths that were thought of beforehand.
 */
export function createLog(level: Config["logLevel"], destination: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: { streamWrite: clean },
  };
  return pino(options, destination);
}

/** To a file descriptor: 1 for a server, 2 for a command, whose answer stands on 1. */
export function createLogOn(level: Config["logLevel"], fd: 1 | 2): Log {
  return createLog(level, pino.destination({ fd, sync: true }));
}

function clean(line: string): string {
  const named = line.replace(SECRET_FIELD, '$1"[redacted]"');
  return SHAPES.reduce((text, [shape, instead]) => text.replace(shape, instead), named);
}
