import { type Curriculum, listCourses } from "../../training/curriculum.ts";
import { type Mapping, taughtBy, withoutRisk } from "../../training/mapping/mapping.ts";
import type { ReviewItem } from "./review.ts";

/** The newest release of the OWASP Top 10 when this was written; the reviewer looks whether there is a newer one. */
const OWASP = { release: "2025", categories: 10, url: "https://owasp.org/Top10/" } as const;
const CATEGORY = /^A\d\d:(\d{4})$/;

type Item = Omit<ReviewItem, "owner">;

interface Taught {
  readonly curriculum: Curriculum;
  readonly mapping: Mapping;
}

/** What is taught, against the release of the OWASP Top 10 and against the organisation's own risks. */
export function curriculumItem({ curriculum, mapping }: Taught): Item {
  const courses = listCourses(curriculum);
  const categories = new Set(courses.flatMap(({ modules }) => modules.flatMap(({ category }) => category ?? [])));
  const releases = new Set([...categories].flatMap((one) => CATEGORY.exec(one)?.[1] ?? []));
  const covered = [...categories].filter((one) => CATEGORY.exec(one)?.[1] === OWASP.release).length;
  const { risks, reviewed, example } = mapping.risks;
  const untaught = risks.filter(({ modules }) => modules.every((ref) => taughtBy(ref, curriculum).length === 0));
  const unasked = withoutRisk(mapping, curriculum);
  return {
    id: "curriculum",
    figures: [
      { what: "Courses in force", value: courses.length },
      { what: "Releases of the OWASP Top 10 that modules name", value: [...releases].toSorted().join(", ") || "none" },
      {
        what: `Categories of OWASP Top 10:${OWASP.release} that are taught`,
        value: `${covered} of ${OWASP.categories}`,
      },
      { what: "Risks on the list", value: risks.length },
      { what: "Risk list reviewed on", value: reviewed.on ?? "never" },
      { what: "Risks that no module in force meets", value: untaught.length },
      { what: "Modules that no risk names", value: unasked.length },
    ],
    notes: [
      `Look whether there is a newer release than ${OWASP.release}: ${OWASP.url}`,
      ...(example ? ["The risk list is the example that comes with the app, and not your own"] : []),
      ...untaught.map(({ id, risk }) => `No module meets ${id}: ${risk}`),
      ...courses.map(({ id, version }) => `${id} ${version}`),
    ],
  };
}

/** Which clause is met by what, and where a clause rests on content that is not in force. */
export function mappingItem({ curriculum, mapping: { frameworks } }: Taught): Item {
  const clauses = frameworks.flatMap((framework) => framework.clauses.map((clause) => ({ framework, clause })));
  const absent = clauses.flatMap(({ framework, clause }) =>
    clause.content
      .filter((ref) => taughtBy(ref, curriculum).length === 0)
      .map(
        ({ course, module }) =>
          `${framework.name}, ${clause.ref}: ${course}${module ? `/${module}` : ""} is not in force`,
      ),
  );
  return {
    id: "mapping",
    figures: [
      { what: "Frameworks", value: frameworks.length },
      { what: "Clauses", value: clauses.length },
      { what: "References to content that is not in force", value: absent.length },
    ],
    notes: [
      ...frameworks.map(({ name, clauses: own }) => `${name}: ${own.map(({ ref }) => ref).join(", ")}`),
      ...absent,
    ],
  };
}
