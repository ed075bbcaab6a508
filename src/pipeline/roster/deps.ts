import { canonicalJson } from "../../domain/canonical-json.ts";
import type { RosterRecord } from "../../domain/roster.ts";
import { commitTo, type ExceptionDeps } from "../exceptions/deps.ts";

export type RosterDeps = Pick<
  ExceptionDeps,
  "stores" | "transact" | "policies" | "roles" | "clock" | "newId" | "newSalt"
> & {
  readonly entries: Pick<ExceptionDeps["entries"], "append" | "appendAll" | "subjectOf">;
};

/** What the log holds of a line. */
export function commitToRecord(salt: Uint8Array, record: RosterRecord): string {
  return commitTo(salt, canonicalJson(record));
}
