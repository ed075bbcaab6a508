import * as clause from "../clauses.ts";
import { createTally, reconciled } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import { type PopulationSources, rosterPopulationReport } from "./01-roster-population.ts";
import { type CompletionSources, completionsReport } from "./02-completions.ts";

export type SupplierSources = PopulationSources & CompletionSources;

const EXTERNAL = ["contractor", "supplier"];

/** of those who come by a contractor's or a supplier's file. */
export function suppliersReport(sources: SupplierSources): Report {
  const population = rosterPopulationReport(sources);
  const completions = completionsReport(sources);
  const tally = createTally();
  const names = new Set([...population.columns, ...completions.columns].map(({ name }) => name));
  const nothing: Row = Object.fromEntries([...names].map((name) => [name, null]));
  async function* people(period: Period, external: Set<string>): AsyncIterable<Row> {
    for await (const row of population.rows(period)) {
      if (!isExternal(row)) continue;
      external.add(String(row.person_key));
      yield { ...nothing, ...row, layers: [], part: "person", contract: null };
    }
  }
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    const external = new Set<string>();
    yield* people(period, external);
    for await (const row of completions.rows(period)) {
      const isTheirs = isExternal(row) || external.has(String(row.person_key));
      tally.add(isTheirs ? "completed" : "others completed");
      if (isTheirs) yield { ...nothing, ...row, part: "completion", contract: null };
    }
  }
  const known = new Set(population.columns.map(({ name }) => name));
  return {
    id: "R-16",
    name: "suppliers",
    title: "Suppliers and contractors",
    question: "Are people of suppliers and contractors in scope, and trained?",
    clauses: [clause.SOC_CC1_4, clause.ISO_6_3],
    columns: [
      { name: "part", means: "person: a row of R-01. completion: a row of R-02." },
      {
        name: "contract",
        means:
          "Always absent: files of the roster do not say whether the contract asks for training. Look at the contract.",
      },
      ...population.columns,
      ...completions.columns.filter(({ name }) => !known.has(name)),
    ],
    status: "part",
    query:
      `Every row of R-01 whose source is ${EXTERNAL.join(" or ")}; then every row of R-02 of one of these people, or of ` +
      "somebody whom such a file names now. Each in the order of its report.",
    rows,
    reconcile: async (period) => {
      const count = (name: string) => ({ name, count: tally.counts.get(name) ?? 0 });
      const recorded = (await sources.entries.countByType(period)).get("completion.recorded") ?? 0;
      return [
        ...(await population.reconcile(period)),
        reconciled("completions", [count("completed"), count("others completed")], {
          name: "entries completion.recorded in the period",
          count: recorded,
        }),
      ];
    },
  };
}

function isExternal({ source }: Row): boolean {
  return EXTERNAL.includes(String(source));
}
