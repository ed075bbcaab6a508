import { type AccessSources, accessParts } from "../access/access-parts.ts";
import { type Common, indexCommon } from "../access/common.ts";
import type { AccessHistory } from "../access/history.ts";
import { LEAVER_COLUMNS, type Left, leaverRow } from "../access/leaver-row.ts";
import { type Leavings, readLeavings, readTakings } from "../access/leavings.ts";
import { accessSteps } from "../access/steps.ts";
import { inChunks } from "../batches.ts";
import * as clause from "../clauses.ts";
import { reconciled } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";

const BATCH = 100;

interface Counts {
  readonly rows: number;
  readonly elsewhere: number;
}

export function leaversReport(sources: AccessSources): Report {
  let counts: Counts = { rows: 0, elsewhere: 0 };
  return {
    id: "R-07",
    name: "leavers",
    title: "Leavers",
    question: "Was the access of everybody who left gone when they left?",
    clauses: [clause.SOC_CC6_2],
    columns: LEAVER_COLUMNS,
    status: "result",
    query: QUERY,
    async *rows(period): AsyncIterable<Row> {
      counts = { rows: 0, elsewhere: 0 };
      for await (const { history, asked } of accessParts(sources.entries, { knownAt: sources.asOf })) {
        const leavings = await readLeavings(sources.entries, asked);
        const left = leftIn(leavings, history, period);
        counts = countedOf(left, leavings, { counts, period });
        const takings = await readTakings(sources.entries, asked);
        const making = { history, takings, index: indexCommon(history) };
        for (const some of inChunks(left, BATCH)) yield* await rowsOf(some, making, sources);
      }
    },
    reconcile: async (period) => {
      const told = await sources.entries.countByType(period);
      return [
        reconciled(
          "entries person.ended in the period",
          [
            { name: "rows that the roster told", count: counts.rows },
            { name: "of people whom another source still named", count: counts.elsewhere },
          ],
          { name: "entries person.ended", count: told.get("person.ended") ?? 0 },
        ),
      ];
    },
  };
}

const QUERY =
  "Every entry person.ended of the period after which no source of the roster named the person; and everybody whom no " +
  "roster ever named and of whom an entry access.observed of the period tells that they left the organisation. Their " +
  "access as in R-05, step by step, up to the snapshot, or until a source named them again: revoke_verified is when the " +
  "last of it was seen to be gone, revoke_requested the first access.decided that takes it for that reason, or " +
  "access.revoked. By person_key within what told it.";

function leftIn(leavings: Leavings, history: AccessHistory, period: Period): readonly Left[] {
  const rostered = leavings.all
    .filter(({ toldAt }) => isIn(toldAt, period))
    .map((one): Left => ({ ...one, toldBy: "roster" }));
  const others = [...history.people].flatMap(([person, seats]): readonly Left[] => {
    if (leavings.rostered.has(person)) return [];
    const turns = seats.filter(({ seat }) => seat.kind === "member").flatMap((one) => one.turns);
    return turns
      .filter(({ at, present }) => !present && isIn(at, period))
      .map(({ at, leaf }) => ({
        person,
        toldBy: "github",
        endedAt: at,
        toldAt: null,
        leaf,
        backAt: backAfter(at, turns),
      }));
  });
  return [...rostered, ...others].sort((a, b) => compare(a.toldBy, b.toldBy) || compare(a.person, b.person));
}

function backAfter(
  instant: number,
  turns: readonly { readonly at: number; readonly present: boolean }[],
): number | null {
  return turns.find(({ at, present }) => present && at > instant)?.at ?? null;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function isIn(instant: number, { from, to }: Period): boolean {
  return instant >= from.getTime() && instant < to.getTime();
}

function countedOf(
  left: readonly Left[],
  leavings: Leavings,
  { counts, period }: { readonly counts: Counts; readonly period: Period },
): Counts {
  const elsewhere = leavings.elsewhere.filter(({ entry }) => isIn(Date.parse(entry.occurred_at), period));
  return {
    rows: counts.rows + left.filter(({ toldBy }) => toldBy === "roster").length,
    elsewhere: counts.elsewhere + elsewhere.length,
  };
}

interface Making {
  readonly history: AccessHistory;
  readonly takings: ReadonlyMap<string, readonly number[]>;
  readonly index: Common;
}

async function rowsOf(
  left: readonly Left[],
  { history, takings, index }: Making,
  sources: AccessSources,
): Promise<readonly Row[]> {
  const lives = left.map((one) => {
    const seats = history.people.get(one.person) ?? [];
    return { left: one, steps: seats.length === 0 ? [] : accessSteps(seats, index) };
  });
  const people = await sources.people.find([...new Set(left.map(({ person }) => person))]);
  const ids = lives.flatMap(({ steps }) => steps.at(-1)?.held.flatMap(({ repository }) => repository ?? []) ?? []);
  const names = await sources.repositories.names([...new Set(ids)]);
  return lives.map((life) =>
    leaverRow({
      ...life,
      takings: takings.get(life.left.person) ?? [],
      people,
      nameOf: (repository) => names.get(repository) ?? null,
      asOf: sources.asOf.getTime(),
    }),
  );
}
