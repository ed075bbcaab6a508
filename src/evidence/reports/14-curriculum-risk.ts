import { type Curriculum, listCourses } from "../../training/curriculum.ts";
import { type Risk, type TaughtModule, taughtBy, withoutRisk } from "../../training/mapping/mapping.ts";
import { taughtClauses } from "../clauses.ts";
import { reconciled } from "../reconciling.ts";
import type { Report, Row } from "../report.ts";
import type { Sources } from "../sources.ts";

export type CurriculumSources = Pick<Sources, "mapping" | "curriculum">;

export function curriculumRiskReport({ mapping, curriculum }: CurriculumSources): Report {
  const listed = new Set<string>();
  const { risks } = mapping.risks;
  async function* rows(): AsyncIterable<Row> {
    listed.clear();
    for (const risk of risks) {
      for (const taught of risk.modules.flatMap((ref) => taughtBy(ref, curriculum))) {
        listed.add(nameOf(taught));
        yield rowOf(risk, taught);
      }
    }
    for (const taught of withoutRisk(mapping, curriculum)) {
      listed.add(nameOf(taught));
      yield rowOf(null, taught);
    }
  }
  function rowOf(risk: Risk | null, { course, module }: TaughtModule): Row {
    const { example, reviewed } = mapping.risks;
    return {
      risk_id: risk?.id ?? null,
      risk: risk?.risk ?? null,
      rating: null,
      course: course.id,
      course_version: course.version,
      content_sha256: course.digest,
      module: module.id,
      module_title: module.title,
      objectives: module.objectives.map(({ text }) => text),
      owasp: module.category,
      cwe: module.cwe,
      questions: module.questions.length,
      is_example: example,
      reviewed_on: reviewed.on,
      reviewed_by: reviewed.by,
    };
  }
  return {
    id: "R-14",
    name: "curriculum-risk",
    title: "Curriculum and risks",
    question: "Does what is taught answer our risks, and does anything that is taught answer none?",
    clauses: taughtClauses(mapping),
    columns: COLUMNS,
    query:
      "Every risk of content/risks.yml in its order, with each module that it names, as the courses are in force; then " +
      "every module in force that no risk names, in the order of the curriculum. The period does not matter.",
    rows,
    reconcile: async () => [reconcileModules(listed, curriculum)],
  };
}

const COLUMNS: Report["columns"] = [
  { name: "risk_id", means: "The risk. Absent: no risk names the module." },
  { name: "risk", means: "In words." },
  { name: "rating", means: "Always absent: the list of risks holds none." },
  { name: "course", means: "The course." },
  { name: "course_version", means: "The version in force." },
  { name: "content_sha256", means: "Digest of its text." },
  { name: "module", means: "The module of it." },
  { name: "module_title", means: "As learners read it." },
  { name: "objectives", means: "What somebody can do after it; every question tests one of them." },
  { name: "owasp", means: "Category of the OWASP Top 10, where it has one." },
  { name: "cwe", means: "Weaknesses that it is about." },
  { name: "questions", means: "Questions that a paper may be drawn from." },
  {
    name: "is_example",
    means: "Whether the list of risks is the example that ships with the app, and not the organisation's own.",
  },
  { name: "reviewed_on", means: "When the list of risks was reviewed last, as it says itself." },
  { name: "reviewed_by", means: "By whom." },
];

function nameOf({ course, module }: TaughtModule): string {
  return `${course.id}/${module.id}`;
}

function reconcileModules(listed: ReadonlySet<string>, curriculum: Curriculum) {
  const all = listCourses(curriculum).flatMap(({ modules }) => modules);
  return reconciled("modules in force", [{ name: "modules that stand in a row", count: listed.size }], {
    name: "modules in force",
    count: all.length,
  });
}
