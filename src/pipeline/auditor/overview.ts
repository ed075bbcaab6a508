import { z } from "zod";
import type { Period, Report } from "../../evidence/report.ts";
import { findCourse } from "../../training/curriculum.ts";
import type { Clause, Framework } from "../../training/mapping/mapping.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { type AuditDeps, onReports } from "./deps.ts";
import type { AuditOverview, ClauseGap, ClauseReport, ClauseView, Figure, Scope } from "./port.ts";
import type { TypeCount } from "./reading.ts";
import { readFirst } from "./reports.ts";
import { ENTRIES_BEHIND } from "./rests-on.ts";

/** What auditors of access ask for first; the rest follows as the mapping has it. */
const FIRST = ["soc-2 CC6.2", "soc-2 CC1.4", "soc-2 CC2.2", "soc-2 CC7.3", "soc-2 CC7.4", "iso-27001 A.6.3"];

/** Of reports that have no entries of their own: more need not be counted for a page of all clauses. */
const COUNTED_ROWS = 1_000;

const Sentence = z.object({ sentence: z.string() });

/** Clause by clause what there is, how fresh it is, and what is missing. */
export async function readAuditOverview(scope: Scope, deps: AuditDeps): Promise<AuditOverview> {
  const counts = await deps.reading.counts(scope);
  const decided = counts.filter(({ type }) => type === "gate.decided");
  return {
    checkpoint: await readCheckpoint(deps),
    entries: figureOf(counts),
    decisions: {
      all: figureOf(decided).count,
      enforced: decided.reduce((sum, { enforced }) => sum + enforced, 0),
    },
    coverage: await newestLook(scope, deps),
    ...(await onReports(scope.org, deps, (reports) => viewClauses(reports, counts, { ...deps, period: scope.period }))),
  };
}

async function newestLook({ org }: Scope, { stores }: AuditDeps): Promise<AuditOverview["coverage"]> {
  const run = await stores.coverage.newest(org);
  const report = Sentence.safeParse(run?.report);
  return run && report.success
    ? { sentence: report.data.sentence, holes: run.holes, observedAt: run.observedAt }
    : null;
}

async function viewClauses(
  reports: readonly Report[],
  counts: readonly TypeCount[],
  known: { readonly period: Period } & Pick<AuditDeps, "taught">,
): Promise<Pick<AuditOverview, "clauses" | "others">> {
  const { taught, period } = known;
  const answers: Answer[] = [];
  for (const report of reports) answers.push({ report, evidence: await evidenceOf(report, counts, period) });
  const views = taught.mapping.frameworks.flatMap((framework) =>
    framework.clauses.map((clause) => viewClause(framework, clause, { answers, counts, taught })),
  );
  const placeOf = ({ framework, ref }: ClauseView) => FIRST.indexOf(`${framework.id} ${ref}`);
  return {
    clauses: views.filter((view) => placeOf(view) >= 0).toSorted((one, other) => placeOf(one) - placeOf(other)),
    others: views.filter((view) => placeOf(view) < 0),
  };
}

interface Answer {
  readonly report: Report;
  readonly evidence: ClauseReport["evidence"];
}

async function evidenceOf(report: Report, counts: readonly TypeCount[], period: Period): Promise<Answer["evidence"]> {
  const types: readonly string[] | undefined = ENTRIES_BEHIND[report.id]?.types;
  if (types) return { kind: "entries", ...figureOf(counts.filter(({ type }) => types.includes(type))) };
  const { counted } = await readFirst(report, period, { limit: COUNTED_ROWS, shown: 0 });
  return { kind: "rows", ...counted };
}

interface Known extends Pick<AuditDeps, "taught"> {
  readonly answers: readonly Answer[];
  readonly counts: readonly TypeCount[];
}

function viewClause(framework: Framework, clause: Clause, { answers, counts, taught }: Known): ClauseView {
  const answering = answers
    .filter(({ report }) => report.clauses.some((one) => one.framework === framework.id && one.ref === clause.ref))
    .map(({ report: { id, title }, evidence }) => ({ id, title, evidence }));
  const silent = answering.filter(isSilent).map(({ id }) => id);
  const courses = [...new Set(clause.content.map(({ course }) => course))];
  const finished = counts.filter(({ course }) => course !== null && courses.includes(course));
  const completions = courses.length === 0 ? null : figureOf(finished);
  const absent = courses.filter((course) => !findCourse(taught.curriculum(), course));
  return {
    framework: { id: framework.id, name: framework.name },
    ...{ ref: clause.ref, title: clause.title, asks: clause.asks, supports: clause.supports, outside: clause.outside },
    reports: answering,
    completions,
    gaps: [
      ...(answering.length === 0 ? [{ kind: "no-report" } as const] : []),
      ...(silent.length > 0 ? [{ kind: "nothing-in-period", reports: silent } as const] : []),
      ...absent.map((course): ClauseGap => ({ kind: "course-not-in-force", course })),
      ...(completions?.count === 0 ? [{ kind: "nobody-finished", courses } as const] : []),
    ],
  };
}

function isSilent({ id, evidence }: ClauseReport): boolean {
  return evidence.kind === "entries" && evidence.count === 0 && ENTRIES_BEHIND[id]?.comes === true;
}

function figureOf(counts: readonly TypeCount[]): Figure {
  const newest = Math.max(...counts.map(({ newestAt }) => newestAt.getTime()));
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    newestAt: counts.length === 0 ? null : new Date(newest),
  };
}
