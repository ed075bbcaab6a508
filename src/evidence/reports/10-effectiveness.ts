import { FEWEST_TOLD } from "../../domain/awareness.ts";
import { monthOf } from "../../programme/effectiveness/attempts.ts";
import { createResults, type ResultCell, type Results } from "../../programme/effectiveness/results.ts";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow, NO_ENTRY } from "../entry-columns.ts";
import type { ActivityKept, IncidentMonth } from "../programme-sources.ts";
import { createTally, reconciled } from "../reconciling.ts";
import type { Period, Reconciliation, Report, Row } from "../report.ts";
import type { Leaf, Sources } from "../sources.ts";

export type EffectivenessSources = Pick<Sources, "entries" | "awareness" | "effectiveness">;

type Simulated = Leaf<"awareness.recorded" | "awareness.updated">;

export function effectivenessReport(sources: EffectivenessSources): Report {
  let results = createResults();
  let incidents = 0;
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    results = createResults();
    incidents = 0;
    tally.clear();
    for await (const attempt of sources.effectiveness.attempts(period)) results.add(attempt);
    for (const cell of results.cells()) yield* resultRows(cell);
    const logged = await simulationEntries(sources);
    for (const simulation of await sources.awareness.simulations(period)) {
      const leaf = logged.get(simulation.id);
      tally.add("simulations");
      if (leaf && leaf.entry.outcomes_commitment === simulation.outcomesCommitment) tally.add("as committed to");
      yield simulationRow(simulation, leaf);
    }
    for (const month of await sources.awareness.incidents(period)) yield incidentRow(month);
    for await (const { entry } of sources.entries.of(["awareness.incidents_counted"] as const, period))
      incidents += entry.counts.reports;
  }
  return {
    id: "R-10",
    name: "effectiveness",
    title: "Effectiveness",
    question:
      "Does it work: who passes at the first attempt, who reports a simulated attack and how soon, who reports a real one?",
    clauses: [clause.ISO_6_3, clause.SOC_CC1_4],
    columns: COLUMNS,
    status: "measure",
    query:
      "Every attempt that was graded in the period and was the first of its person at that quiz of that version, counted " +
      "by month, course, version and quiz, and by objective; of the whole installation, since courses belong to no one " +
      "organisation. Then every simulation that was sent in the period, by its own time, with the outcomes that the log " +
      `commits to. Then incidents by the month in which they were reported. Of fewer than ${FEWEST_TOLD} people no figure is ` +
      "told: the row stands with `suppressed`.",
    rows,
    reconcile: (period) => reconcile(period, { results, incidents, tally: tally.counts }, sources),
  };
}

const COLUMNS: Report["columns"] = [
  { name: "month", means: "By UTC." },
  { name: "measure", means: "quiz, objective, simulation or incidents: which of the figures the row has." },
  { name: "course", means: "Of a quiz and an objective." },
  { name: "version", means: "Of the course. Where it changes, figures before and after are not of the same thing." },
  { name: "quiz", means: "course, module, renewal, or delta: what a minor version changed." },
  { name: "module", means: "Of a module's own quiz, or of an objective." },
  { name: "objective", means: "What the questions ask for." },
  { name: "n", means: "First attempts; of an objective those that asked about it. Each is of another person." },
  { name: "first_attempt_pass", means: "Percent of them that passed." },
  { name: "median_score", means: "Percent: of the paper, or of its questions about the objective." },
  { name: "activity", means: "The simulation, by its own random id." },
  { name: "title", means: "What it was called." },
  { name: "delivered", means: "How many people it was sent to." },
  { name: "reported", means: "How many of them reported it." },
  { name: "clicked", means: "How many followed the link, or did more." },
  { name: "submitted", means: "How many handed over data." },
  {
    name: "median_minutes_to_report",
    means:
      "From when it was sent, of those who reported it and whose time is known; of incidents: of single reports that tell it.",
  },
  { name: "incidents_reported", means: "How many." },
  { name: "suppressed", means: `True where the figures are of fewer than ${FEWEST_TOLD} people, and so are not told.` },
  ...ENTRY_COLUMNS,
];

const NOTHING: Row = { ...Object.fromEntries(COLUMNS.map(({ name }) => [name, null])), suppressed: false, ...NO_ENTRY };

function resultRows({ month, course, version, kind, module, told, objectives }: ResultCell): readonly Row[] {
  const about = { ...NOTHING, month, course, version, quiz: kind };
  const figures = (one: { readonly attempts: number; readonly medianScore: number } | null) => ({
    n: one?.attempts ?? null,
    median_score: one?.medianScore ?? null,
    suppressed: one === null,
  });
  return [
    { ...about, measure: "quiz", module, first_attempt_pass: told?.passed ?? null, ...figures(told) },
    ...objectives.map((one) => ({
      ...{ ...about, measure: "objective", module: one.module, objective: one.objective },
      ...figures(one.told),
    })),
  ];
}

function simulationRow({ id, title, happenedAt, outcomes }: ActivityKept, leaf: Simulated | undefined): Row {
  const told = outcomes && outcomes.delivered >= FEWEST_TOLD ? outcomes : null;
  return {
    ...{ ...NOTHING, month: monthOf(happenedAt), measure: "simulation", activity: id, title },
    delivered: told?.delivered ?? null,
    reported: told?.reported ?? null,
    clicked: told?.clicked ?? null,
    submitted: told?.submitted ?? null,
    // Of one or two who reported it, it would be their own time.
    median_minutes_to_report: told && told.reported >= FEWEST_TOLD ? told.medianMinutes : null,
    suppressed: told === null,
    ...(leaf ? entryRow(leaf) : NO_ENTRY),
  };
}

function incidentRow({ month, reports, timed, medianMinutes }: IncidentMonth): Row {
  const median = timed >= FEWEST_TOLD ? medianMinutes : null;
  return { ...NOTHING, month, measure: "incidents", incidents_reported: reports, median_minutes_to_report: median };
}

/** The newest entry about each: as many as there were simulations. */
async function simulationEntries({ entries }: EffectivenessSources): Promise<ReadonlyMap<string, Simulated>> {
  const found = new Map<string, Simulated>();
  for await (const leaf of entries.of(["awareness.recorded", "awareness.updated"] as const))
    if (leaf.entry.kind === "phishing") found.set(leaf.entry.activity_id, leaf);
  return found;
}

interface Made {
  readonly results: Results;
  /** As the log tells them. */
  readonly incidents: number;
  readonly tally: ReadonlyMap<string, number>;
}

async function reconcile(
  period: Period,
  { results, incidents, tally }: Made,
  { entries, awareness, effectiveness }: EffectivenessSources,
): Promise<readonly Reconciliation[]> {
  const { firstTold, firstOfFewer, later } = results.counts();
  const graded = (await entries.countByType(period)).get("attempt.graded") ?? 0;
  return [
    reconciled(
      "attempts that were graded",
      [
        { name: "first ones, in rows that are told", count: firstTold },
        { name: `first ones, in rows of fewer than ${FEWEST_TOLD}`, count: firstOfFewer },
        { name: "later ones, which no row counts", count: later },
        { name: "of people who were erased since", count: await effectiveness.erasedAttempts(period) },
      ],
      { name: "entries attempt.graded in the period", count: graded },
    ),
    reconciled(
      "simulations, and what the log commits to",
      [{ name: "whose outcomes are those of their newest entry", count: tally.get("as committed to") ?? 0 }],
      { name: "simulations kept", count: tally.get("simulations") ?? 0 },
    ),
    reconciled("incidents that were recorded", [{ name: "kept", count: await awareness.incidentsRecorded(period) }], {
      name: "told by entries awareness.incidents_counted in the period",
      count: incidents,
    }),
  ];
}
