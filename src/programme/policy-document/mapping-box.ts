import { courseIds } from "../../policy/pin.ts";
import { findCourse } from "../../training/curriculum.ts";
import type { Clause, Framework } from "../../training/mapping/mapping.ts";
import { type Block, paragraph, plain } from "./blocks.ts";
import { askedLayers, type PolicyDocumentFacts } from "./facts.ts";

/** Which clause is supported by what; in the words of `controls.yml`. */
export function mappingBox(facts: PolicyDocumentFacts): readonly Block[] {
  const { frameworks } = facts.mapping;
  if (frameworks.length === 0) return [paragraph("No clause is mapped: the content has no `controls.yml`.")];
  return [
    paragraph(
      "What a clause asks for is told here in our own words; the clause itself is what counts. Training alone closes none of them.",
    ),
    ...frameworks.flatMap((framework) => frameworkBlocks(framework, facts)),
  ];
}

function frameworkBlocks({ name, clauses }: Framework, facts: PolicyDocumentFacts): readonly Block[] {
  return [
    { kind: "heading", text: plain(name) },
    {
      kind: "table",
      columns: ["Clause", "Asks for", "What this programme does for it", "Taught in"],
      rows: clauses.map((clause) => clauseRow(clause, facts)),
    },
  ];
}

function clauseRow({ ref, title, asks, supports, content }: Clause, facts: PolicyDocumentFacts): readonly string[] {
  const asked = askedCourses(facts);
  const courses = [...new Set(content.map(({ course }) => course))].filter((id) => asked.has(id));
  return [
    `${plain(ref)}: ${plain(title)}`,
    plain(asks),
    plain(supports),
    content.length === 0 ? "no course: the gate and its log" : taughtIn(courses, facts),
  ];
}

/** A course that is there and that nobody is asked for supports nothing yet. */
function taughtIn(courses: readonly string[], { curriculum }: PolicyDocumentFacts): string {
  if (courses.length === 0) return "no course that this policy asks for: not covered at present";
  return courses.map((id) => plain(findCourse(curriculum, id)?.title ?? id)).join(", ");
}

function askedCourses({ policy }: PolicyDocumentFacts): ReadonlySet<string> {
  return new Set(askedLayers(policy).flatMap(([, { courses, then = [] }]) => courseIds([...courses, ...then])));
}
