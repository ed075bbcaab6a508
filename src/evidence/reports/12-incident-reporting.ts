import { clausesOf } from "../../training/mapping/mapping.ts";
import * as clause from "../clauses.ts";
import { NO_ENTRY } from "../entry-columns.ts";
import { createTally, reconciled } from "../reconciling.ts";
import type { Period, Reconciliation, Report, Row } from "../report.ts";
import type { EntryOf, Sources } from "../sources.ts";
import { type CompletionSources, completionsReport } from "./02-completions.ts";

export type IncidentReportingSources = CompletionSources & Pick<Sources, "curriculum">;

const REPORTED = ["CC7.3", "CC7.4"];
const FRAMEWORK = "soc-2";

/**
 * R-02, of the courses that teach how to report and to respond: those that `controls.yml` maps to CC7.3 or CC7.4, or one
 * of whose modules it does. Then the drills.
 */
export function incidentReportingReport(sources: IncidentReportingSources): Report {
  const { entries } = sources;
  const teaching = teachingCourses(sources);
  const completions = completionsReport(sources);
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    for await (const row of completions.rows(period)) {
      const isTaught = teaching.has(String(row.course));
      tally.add(isTaught ? "taught" : "other");
      if (isTaught) yield { ...row, part: "completion", ...NO_DRILL, modules: teaching.get(String(row.course)) ?? [] };
    }
    for await (const leaf of entries.of(["awareness.recorded"] as const, period)) {
      if (leaf.entry.kind !== "drill") continue;
      tally.add("drills");
      const { epoch, seq } = leaf.entry;
      yield { ...drillRow(leaf.entry), log_epoch: epoch, log_seq: seq, entry_sha256: leaf.sha256 };
    }
  }
  const nothing: Row = Object.fromEntries(completions.columns.map(({ name }) => [name, null]));
  const drillRow = ({ activity_id, held_on, counts }: EntryOf<"awareness.recorded">): Row => ({
    ...{ ...nothing, ...NO_ENTRY, layers: [], part: "drill", modules: [] },
    ...{ drill_held_on: held_on, drill_participants: counts.audience, drill_id: activity_id },
  });
  return {
    id: "R-12",
    name: "incident-reporting",
    title: "Incident reporting and response",
    question: "Who was taught how to report and to answer incidents, and when was it practised?",
    clauses: [clause.SOC_CC7_3, clause.SOC_CC7_4, clause.NIST_IR_2],
    columns: [
      { name: "part", means: "completion: of a course that teaches it. drill: when it was practised." },
      {
        name: "modules",
        means: `Modules of the course that are mapped to ${REPORTED.join(" or ")}; none: all of it is.`,
      },
      { name: "drill_held_on", means: "The day of the drill." },
      { name: "drill_participants", means: "How many people took part." },
      { name: "drill_id", means: "The drill's own random id (R-11)." },
      ...completions.columns,
    ],
    status: "part",
    query:
      `Every row of R-02 whose course is mapped to ${REPORTED.join(" or ")} in controls.yml, or has a module that is; then every ` +
      "entry awareness.recorded of the period that is of a drill. Both in the order of the log.",
    rows,
    reconcile: (period) => reconcile(period, tally.counts, sources),
  };
}

const NO_DRILL = { drill_held_on: null, drill_participants: null, drill_id: null };

/** Courses with those of their modules that are mapped; with none where the course as a whole is. */
function teachingCourses({ mapping, curriculum }: IncidentReportingSources): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { id, modules } of curriculum.layers.flatMap(({ courses }) => courses)) {
    const isMapped = (module: string) =>
      clausesOf(mapping, { course: id, module }).some(
        ({ framework, clause: { ref } }) => framework.id === FRAMEWORK && REPORTED.includes(ref),
      );
    const mapped = modules.map((module) => module.id).filter(isMapped);
    if (mapped.length > 0) found.set(id, mapped.length === modules.length ? [] : mapped);
  }
  return found;
}

async function reconcile(
  period: Period,
  tally: ReadonlyMap<string, number>,
  { entries }: IncidentReportingSources,
): Promise<readonly Reconciliation[]> {
  const recorded = (await entries.countByType(period)).get("completion.recorded") ?? 0;
  return [
    reconciled(
      "completions, by what their course teaches",
      [
        { name: "of courses that teach it", count: tally.get("taught") ?? 0 },
        { name: "of other courses, which stand in R-02 alone", count: tally.get("other") ?? 0 },
      ],
      { name: "entries completion.recorded in the period", count: recorded },
    ),
  ];
}
