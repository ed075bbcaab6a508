import { z } from "zod";
import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { CoverageLook, Span } from "../../evidence/coverage-intervals.ts";
import type { CoverageSource } from "../../evidence/sources.ts";
import type { Db, Tx } from "../client.ts";

/** A report of a thousand repositories is long. */
const PAGE = 5;
/** The log has a heartbeat each day: where nothing was written for longer, no server ran. */
const SILENCE_SECONDS = 25 * 3_600;

/** A row outlives the code that wrote it, so it is checked on the way out. */
const Kept = z.object({
  repositories: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      mode: z.enum(["observe", "flag", "block"]),
      required: z.boolean(),
      pinned: z.boolean(),
      openHeads: z.int(),
      answered: z.int(),
      bypass: z.array(z.string()),
    }),
  ),
  holes: z.array(z.object({ kind: z.string(), repository: z.string().nullable() })),
});

/** Of the App as a whole, what leaves no repository as it should be. */
const EVERYWHERE = new Set([
  "suspended",
  "permission-missing",
  "permission-not-accepted",
  "event-missing",
  "webhook-elsewhere",
  "deliveries-failing",
]);

export function createCoverageSource(db: Db | Tx, org: OrgId): CoverageSource {
  return {
    looks: (from, to) => listLooks(db, org, { from, to }),
    async around({ from, to }) {
      const pauses = await db.gatePause.findMany({
        where: { orgId: BigInt(org), pausedAt: { lt: to }, OR: [{ resumedAt: null }, { resumedAt: { gt: from } }] },
        orderBy: { pausedAt: "asc" },
      });
      const silences = await listSilences(db, { from, to });
      return { pauses: pauses.map(({ pausedAt, resumedAt }) => ({ from: pausedAt, to: resumedAt ?? to })), silences };
    },
  };
}

async function* listLooks(db: Db | Tx, org: OrgId, { from, to }: Span): AsyncIterable<CoverageLook> {
  let after = { observedAt: from, id: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const rows = await db.coverageRun.findMany({
      where: {
        orgId: BigInt(org),
        observedAt: { lt: to },
        OR: [{ observedAt: { gt: after.observedAt } }, { observedAt: after.observedAt, id: { gt: after.id } }],
      },
      orderBy: [{ observedAt: "asc" }, { id: "asc" }],
      take: PAGE,
    });
    for (const { observedAt, report } of rows) yield toLook(observedAt, report);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}

function toLook(at: Date, report: unknown): CoverageLook {
  const { repositories, holes } = Kept.parse(report);
  const wrong = new Map<string | null, string[]>();
  for (const { repository, kind } of holes) wrong.set(repository, [...(wrong.get(repository) ?? []), kind]);
  return {
    at,
    sha256: sha256OfJson(report),
    repositories: repositories.map((one) => ({ ...one, holes: wrong.get(one.name) ?? [] })),
    holes: (wrong.get(null) ?? []).filter((kind) => EVERYWHERE.has(kind)),
  };
}

/** By when entries were recorded, those before and after the period too. */
async function listSilences(db: Db | Tx, { from, to }: Span): Promise<readonly Span[]> {
  return db.$queryRaw<Span[]>`
    SELECT recorded_at AS "from", next AS "to" FROM (
      SELECT recorded_at, lead(recorded_at, 1, ${to}::timestamptz) OVER (ORDER BY recorded_at) AS next FROM log_entry
      WHERE recorded_at >= ${from}::timestamptz - interval '30 days' AND recorded_at < ${to}::timestamptz + interval '30 days'
    ) AS gaps
    WHERE next - recorded_at > make_interval(secs => ${SILENCE_SECONDS}) AND next > ${from}::timestamptz
    ORDER BY 1`;
}
