import { pinOf } from "../../policy/pin.ts";
import type { Layer, Policy } from "../../policy/policy.ts";
import { type Curriculum, findCourse, majorOf } from "../../training/curriculum.ts";
import { type Block, code, counted, paragraph, plain } from "./blocks.ts";
import { askedLayers, type PolicyDocumentFacts } from "./facts.ts";

/** What is taught, and when it is passed. */
export function layersBox({ policy, curriculum }: PolicyDocumentFacts): readonly Block[] {
  return [
    paragraph(
      "A layer is met when all of its opening courses are passed and signed. Courses that follow are asked for while access and merging stay open, in the time that the section on cadence gives.",
    ),
    {
      kind: "table",
      columns: ["Layer", "Course", "Version", "Asked for", "Pass mark", "Counts for"],
      rows: askedLayers(policy).flatMap(([name, layer]) => layerRows(name, layer, policy, curriculum)),
    },
    paragraph(
      `Each course ends in a quiz of questions drawn anew each time. No pass mark is below ${policy.pass_mark}%. Whoever passed signs a statement with their typed name; a course that was passed and not signed does not count.`,
    ),
  ];
}

function layerRows(
  name: string,
  { courses, then = [], valid_for }: Layer,
  policy: Policy,
  curriculum: Curriculum,
): readonly (readonly string[])[] {
  const rowOf = (asked: string, text: string) => {
    const { id, major } = pinOf(text);
    const course = findCourse(curriculum, id);
    const version = major ?? (course && majorOf(course.version));
    return [
      code(name),
      course ? plain(course.title) : code(id),
      version === undefined ? "not in force yet" : `${version} or later`,
      asked,
      `${passMarkOf(id, policy, curriculum)}%`,
      counted(valid_for, "day"),
    ];
  };
  return [...courses.map((course) => rowOf("first", course)), ...then.map((course) => rowOf("afterwards", course))];
}

/** The course's own, or the policy's where that is higher. */
function passMarkOf(id: string, { pass_mark }: Policy, curriculum: Curriculum): number {
  return Math.max(pass_mark, findCourse(curriculum, id)?.quiz.passMark ?? 0);
}
