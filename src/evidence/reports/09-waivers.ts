import { inBatches } from "../batches.ts";
import { carveOutTerms } from "../carve-outs.ts";
import * as clause from "../clauses.ts";
import { findPeople } from "../person-columns.ts";
import { policiesIn } from "../policy-timeline.ts";
import { reconciled } from "../reconciling.ts";
import type { Period, Reconciliation, Report, Row } from "../report.ts";
import type { Sources } from "../sources.ts";
import { type WaiverLife, type WaiverSources, waiverLives } from "../waiver-lives.ts";
import { carveOutRow, WAIVER_COLUMNS, waiverRow } from "../waiver-row.ts";

export type WaiverReportSources = WaiverSources & Pick<Sources, "people" | "exceptions" | "policies">;

const BATCH = 200;

export function waiversReport(sources: WaiverReportSources): Report {
  let seen = { standing: 0, over: 0 };
  async function* rows(period: Period): AsyncIterable<Row> {
    seen = { standing: 0, over: 0 };
    for await (const lives of inBatches(waiverLives(sources), BATCH)) {
      const standing = lives.filter((life) => stoodIn(life, period));
      seen.standing += standing.length;
      seen.over += lives.length - standing.length;
      yield* await waiverRows(standing, sources);
    }
    for (const term of carveOutTerms(await policiesIn(period, sources))) yield carveOutRow(term);
  }
  return {
    id: "R-09",
    name: "waivers",
    title: "Waivers and other carve-outs",
    question: "Who or what was spared, on what ground, by whose word, and until when?",
    clauses: [clause.SOC_CC1_4, clause.SOC_CC6_2, clause.ISO_6_3, clause.NIST_AT_3],
    columns: WAIVER_COLUMNS,
    status: "kind",
    query:
      "Every waiver of which an entry waiver.requested stands in the gate log and that was asked for, or in force, at any " +
      "time of the period, in the order of these entries, with what waiver.granted, waiver.declined and waiver.revoked say " +
      "of it, joined by waiver_id to the kept texts. Then whatever the policies that were in force in the period spare by " +
      "their own words (entries policy.activated, joined by digest to the kept policies), by when they came into force.",
    rows,
    reconcile: async () => [await reconcileWaivers(seen, sources)],
  };
}

/** It was asked for before the period ended, and did not end before it began. */
function stoodIn({ requested, granted, ended }: WaiverLife, { from, to }: Period): boolean {
  if (Date.parse(requested.entry.occurred_at) >= to.getTime()) return false;
  const last = ended?.entry.occurred_at ?? (granted ?? requested).entry.until;
  return Date.parse(last) >= from.getTime();
}

async function waiverRows(lives: readonly WaiverLife[], sources: WaiverReportSources): Promise<readonly Row[]> {
  const kept = await sources.exceptions.waivers(lives.map(({ requested }) => requested.entry.waiver_id));
  const people = await findPeople(
    sources.people,
    lives.flatMap(({ requested: { entry }, granted }) => [
      entry.subject,
      entry.owner.subject,
      entry.requested_by.subject,
      granted?.entry.approved_by.subject,
      kept.get(entry.waiver_id)?.endedBy,
    ]),
  );
  return lives.map((life) => waiverRow(life, kept.get(life.requested.entry.waiver_id), { people, asOf: sources.asOf }));
}

async function reconcileWaivers(
  { standing, over }: { readonly standing: number; readonly over: number },
  { entries }: WaiverReportSources,
): Promise<Reconciliation> {
  const counts = await entries.countByType();
  return reconciled(
    "waivers",
    [
      { name: "rows of kind waiver", count: standing },
      { name: "waivers outside of the period", count: over },
    ],
    { name: "entries waiver.requested, of all times", count: counts.get("waiver.requested") ?? 0 },
  );
}
