import { inBatches } from "../batches.ts";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import { leafOf } from "../leaf-of.ts";
import { announcementRow } from "../policy-rows.ts";
import type { ActivityKept } from "../programme-sources.ts";
import { createTally, rowsAgainstEntries } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import type { Leaf, Sources } from "../sources.ts";

export type AwarenessSources = Pick<Sources, "entries" | "awareness" | "policyDocuments">;

const ACTIVITIES = ["awareness.sent", "awareness.recorded", "awareness.quiz_taken"] as const;
const TYPES = [...ACTIVITIES, "policy_document.announced"] as const;
type Logged = Leaf<(typeof ACTIVITIES)[number]>;

const BATCH = 200;

export function awarenessReport({ entries, awareness, policyDocuments }: AwarenessSources): Report {
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    for await (const leaves of inBatches(entries.of(TYPES, period), BATCH)) {
      const ids = leaves.flatMap(({ entry }) => ("activity_id" in entry ? [entry.activity_id] : []));
      const kept = await awareness.find(ids);
      for (const leaf of leaves) {
        tally.add(leaf.entry.type);
        const announced = leafOf(leaf, "policy_document.announced");
        if (announced) yield { ...NOTHING, ...(await announcementRow(announced, policyDocuments)) };
        else yield rowOf(leaf as Logged, kept);
      }
    }
  }
  return {
    id: "R-11",
    name: "awareness",
    title: "Awareness activities",
    question: "What was sent and done beside the courses, by which method, and how much of the roster did it reach?",
    clauses: [clause.SOC_CC2_2, clause.ISO_6_3],
    columns: COLUMNS,
    status: "activity",
    query:
      "Every entry awareness.sent, awareness.recorded, awareness.quiz_taken and policy_document.announced of the gate log that " +
      "occurred in the period, of this organisation or of the whole instance, in the order of the log; joined by activity_id " +
      "to title and channel. Of a policy, covered is who accepted its text, as of the snapshot; each of them stands in R-08, and " +
      "delivered is who was told of it by then. " +
      "What recipients of a simulation did is in R-10, and of nobody by name.",
    rows,
    reconcile: (period) => rowsAgainstEntries(tally.counts, TYPES, { entries, period }),
  };
}

const COLUMNS: Report["columns"] = [
  {
    name: "activity",
    means: "newsletter, reminder, phishing (a simulation), drill, session, micro-quiz, or policy-announcement.",
  },
  { name: "title", means: "What it was called. Absent of a micro-quiz." },
  { name: "method", means: "classroom, online, campaign, simulation or on-the-job." },
  { name: "channel", means: "By which way it reached people, or the system that told of it." },
  { name: "date", means: "When it was sent, held or answered." },
  { name: "audience_count", means: "How many people it was for. Of a drill or session: how many took part." },
  { name: "roster_count", means: "How many people the roster named then." },
  { name: "covered", means: "How many of these it reached. Absent where nobody knows who came." },
  { name: "coverage", means: "`covered` of `roster_count`, in percent with one place after the point." },
  { name: "delivered", means: "Of what was sent, and of a policy: to how many it was handed over." },
  { name: "undeliverable", means: "To how many it could not be: mostly no address is known." },
  { name: "unknown", means: "Handed over, and nobody knows whether it was taken; it was not sent again by itself." },
  { name: "artifact_sha256", means: "Of the file that was sent, or of the questions that were asked." },
  { name: "activity_id", means: "Its own random id." },
  ...ENTRY_COLUMNS,
];

const NOTHING: Row = Object.fromEntries(COLUMNS.map(({ name }) => [name, null]));

function rowOf(leaf: Logged, kept: ReadonlyMap<string, ActivityKept>): Row {
  const { entry } = leaf;
  if (entry.type === "awareness.quiz_taken") {
    const quiz = { activity: "micro-quiz", method: "online", channel: "page", date: entry.occurred_at };
    return { ...NOTHING, ...quiz, audience_count: 1, artifact_sha256: entry.quiz_sha256, ...entryRow(leaf) };
  }
  const own = kept.get(entry.activity_id);
  const { audience, roster, covered } = entry.counts;
  const sent = entry.type === "awareness.sent" ? entry : null;
  return {
    ...{ ...NOTHING, activity: entry.kind, title: own?.title ?? null, method: entry.method },
    ...{ channel: own?.channel ?? null, activity_id: entry.activity_id },
    date: entry.type === "awareness.sent" ? entry.occurred_at : entry.held_on,
    ...{ audience_count: audience, roster_count: roster, covered: covered ?? null },
    coverage: covered === undefined || roster === 0 ? null : Math.round((1_000 * covered) / roster) / 10,
    ...{ delivered: sent?.counts.delivered ?? null, undeliverable: sent?.counts.undeliverable ?? null },
    unknown: sent ? (sent.counts.unknown ?? 0) : null,
    artifact_sha256: sent?.text_sha256 ?? null,
    ...entryRow(leaf),
  };
}
