import { BACKFILL } from "../../domain/priority.ts";
import type { FileJob } from "../../domain/stores/index.ts";
import type { Head } from "../../domain/subject.ts";

/** Many heads at once, newest activity first as they are given: behind all that somebody waits for, and each in its turn. */
export function backfillJobs(heads: readonly Head[]): readonly FileJob[] {
  return heads.map(({ repositoryId, headSha }, rank) => ({
    subject: { kind: "head", repositoryId, headSha },
    priority: BACKFILL - rank,
  }));
}
