import type { Clause, Framework } from "../../training/mapping/mapping.ts";
import { reconciled } from "../reconciling.ts";
import type { Report, Row } from "../report.ts";
import type { Sources } from "../sources.ts";

/** `others`: the reports of this instance, each of which says which clauses it serves. */
export function controlMappingReport(
  { mapping }: Pick<Sources, "mapping">,
  others: readonly Pick<Report, "id" | "clauses">[],
): Report {
  let written = 0;
  async function* rows(): AsyncIterable<Row> {
    written = 0;
    for (const framework of mapping.frameworks) {
      for (const clause of framework.clauses) {
        written += 1;
        yield rowOf(framework, clause, others);
      }
    }
  }
  return {
    id: "R-15",
    name: "control-mapping",
    title: "Control mapping",
    question: "Which evidence serves which clause, and where is there none?",
    clauses: [],
    columns: COLUMNS,
    status: "framework",
    query:
      "Every clause of content/controls.yml in its order, with the ids of the reports that name it. The period does not matter.",
    rows,
    reconcile: async () => [
      reconciled("clauses", [{ name: "rows", count: written }], {
        name: "clauses of content/controls.yml",
        count: mapping.frameworks.reduce((sum, { clauses }) => sum + clauses.length, 0),
      }),
    ],
  };
}

const COLUMNS: Report["columns"] = [
  { name: "framework", means: "Id of the framework." },
  { name: "framework_name", means: "Its name and edition." },
  { name: "clause", means: "As the framework numbers it." },
  { name: "title", means: "The clause's title, in our words." },
  { name: "asks", means: "What it wants, in our words: read the clause itself." },
  { name: "supports", means: "The part of it that this programme supports." },
  { name: "evidence", means: "What an auditor can take from here." },
  { name: "content", means: "What is taught for it: a course, or course/module." },
  { name: "reports", means: "Reports that serve it." },
  { name: "gap", means: "What is not here for it. Absent: nothing is known to be missing." },
];

function rowOf(framework: Framework, clause: Clause, others: readonly Pick<Report, "id" | "clauses">[]): Row {
  const reports = others
    .filter(({ clauses }) => clauses.some((one) => one.framework === framework.id && one.ref === clause.ref))
    .map(({ id }) => id);
  return {
    framework: framework.id,
    framework_name: framework.name,
    clause: clause.ref,
    title: clause.title,
    asks: clause.asks,
    supports: clause.supports,
    evidence: clause.evidence,
    content: clause.content.map(({ course, module }) => (module === null ? course : `${course}/${module}`)),
    reports,
    gap: gapOf(clause, reports),
  };
}

function gapOf({ content }: Clause, reports: readonly string[]): string | null {
  if (reports.length > 0) return null;
  if (content.length > 0) return "No report names this clause: take R-02 filtered by what is taught for it.";
  return "Nothing here answers it: it needs evidence from elsewhere.";
}
