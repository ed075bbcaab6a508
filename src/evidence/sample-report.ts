import type { Column, Report, Row } from "./report.ts";
import { SAMPLE_METHOD, type Sample } from "./sample.ts";

export const SAMPLE_ID = "R-19";

/** Before the columns of the report that was drawn from. */
const OWN: readonly Column[] = [
  { name: "sample_line", means: "The row's line in the population's JSONL file, counted from 1." },
  { name: "sample_ticket", means: "By which it was chosen: see the method." },
];

/** The rows that were drawn, as a report of their own. */
export function sampleReport(report: Report, { chosen, population, n, seed }: Sample): Report {
  const rows: readonly Row[] = chosen.map(({ line, ticket, row }) => ({
    sample_line: line,
    sample_ticket: ticket,
    ...row,
  }));
  return {
    id: SAMPLE_ID,
    name: "sample",
    title: `Sample of ${report.id}`,
    question: report.question,
    clauses: report.clauses,
    columns: [...OWN, ...report.columns],
    query: `${SAMPLE_METHOD} Report ${report.id}, n ${n}, seed ${JSON.stringify(seed)}, hash ${population.sha256}.`,
    async *rows() {
      yield* rows;
    },
    async reconcile() {
      const left = population.rows - rows.length;
      return [
        {
          what: `Rows of ${report.id}`,
          parts: [
            { name: "drawn", count: rows.length },
            { name: "not drawn", count: left },
          ],
          total: { name: "population", count: population.rows },
          residual: population.rows - rows.length - left,
        },
      ];
    },
  };
}
