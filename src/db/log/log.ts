import type { Logger } from "pino";

/** The part of a pino logger that the database needs. */
export type DbLog = Pick<Logger, "info" | "warn" | "error">;
