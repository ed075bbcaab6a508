import type { Traces } from "../../domain/stores/erasure.ts";
import { anyWordOf } from "../../domain/traces.ts";

/** A regular expression of Postgres that finds a word of theirs that stands alone; to be used without regard to case. */
export function patternOf(traces: Traces): string {
  return `(?<![[:alnum:]])${anyWordOf(traces)}(?![[:alnum:]])`;
}
