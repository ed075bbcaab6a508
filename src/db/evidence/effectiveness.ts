import type { EffectivenessSource } from "../../evidence/programme-sources.ts";
import type { Period } from "../../evidence/report.ts";
import type { GradedAttempt } from "../../programme/effectiveness/attempts.ts";
import { Grade } from "../../training/grade.ts";
import type { Db, Tx } from "../client.ts";
import { toNumber } from "../rows.ts";
import type { Reach } from "./entries.ts";

const PAGE = 500;

export function createEffectivenessSource(db: Db | Tx, { epoch, size }: Reach): EffectivenessSource {
  return {
    attempts: (period) => listAttempts(db, period),
    async erasedAttempts({ from, to }) {
      const rows = await db.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM log_entry AS entry
        JOIN erasure ON erasure.subject = (entry.body::jsonb ->> 'subject')::uuid
        WHERE entry.type = 'attempt.graded'
          AND (entry.epoch < ${epoch}::int OR entry.epoch = ${epoch}::int AND entry.seq < ${size}::bigint)
          AND (entry.body::jsonb ->> 'occurred_at')::timestamptz >= ${from}::timestamptz
          AND (entry.body::jsonb ->> 'occurred_at')::timestamptz < ${to}::timestamptz`;
      return toNumber(rows[0]?.count ?? 0n);
    },
  };
}

interface AttemptRow {
  readonly id: string;
  readonly course: string;
  readonly version: string;
  readonly kind: string;
  readonly module: string | null;
  readonly gradedAt: Date;
  readonly score: number;
  readonly passed: boolean;
  readonly isFirst: boolean;
  readonly result: unknown;
}

/** Page by page along the time, so that no more than one is held. */
export async function* listAttempts(db: Db | Tx, { from, to }: Period): AsyncGenerator<GradedAttempt> {
  let after = { gradedAt: from, id: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const rows: AttemptRow[] = await db.$queryRaw<AttemptRow[]>`
      SELECT attempt.id::text AS id, attempt.course_id AS course, attempt.course_version AS version, attempt.kind,
        attempt.module, attempt.graded_at AS "gradedAt", attempt.score, attempt.passed, attempt.result,
        NOT EXISTS (
          SELECT FROM attempt AS earlier
          WHERE earlier.person_id = attempt.person_id AND earlier.course_id = attempt.course_id
            AND earlier.course_version = attempt.course_version AND earlier.kind = attempt.kind
            AND earlier.module IS NOT DISTINCT FROM attempt.module
            AND earlier.number < attempt.number AND earlier.graded_at IS NOT NULL
        ) AS "isFirst"
      FROM attempt
      WHERE (attempt.graded_at, attempt.id) > (${after.gradedAt}::timestamptz, ${after.id}::uuid)
        AND attempt.graded_at < ${to}::timestamptz
      ORDER BY attempt.graded_at, attempt.id LIMIT ${PAGE}`;
    yield* rows.map(toAttempt);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}

function toAttempt({ id: _, result, ...row }: AttemptRow): GradedAttempt {
  const { perQuestion, perObjective } = Grade.parse(result);
  return {
    ...row,
    questions: perQuestion.map(({ questionId, digest, optionOrder, chosen, correct, right }) => ({
      ...{ id: questionId, digest, right, chosen, correct, options: optionOrder.length },
    })),
    objectives: perObjective,
  };
}
