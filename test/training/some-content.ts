import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Course, listCourses } from "../../src/training/curriculum.ts";
import { type Loaded, parseContent } from "../../src/training/parse-content.ts";
import { formatProblem } from "../../src/training/problem.ts";

const SOUND = "test/fixtures/content-sound";
const COURSE = "baseline/parcel-desk";

/** Files of the content by their paths, with those of the fixture's one course beneath. Null leaves one out. */
export type Changes = Readonly<Record<string, string | null>>;

/** Where the course lies. */
export const inCourse = (path: string) => `${COURSE}/${path}`;

export function contentWith(changes: Changes): Loaded {
  const own = readdirSync(join(SOUND, COURSE), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.\w+$/.test(path))
    .map((path): [string, string] => [inCourse(path), readFileSync(join(SOUND, COURSE, path), "utf8")]);
  const files = Object.entries({ ...Object.fromEntries(own), ...changes });
  return parseContent(files.flatMap(([path, text]) => (text === null ? [] : [{ path, shown: path, text }])));
}

export function courseWith(changes: Changes): Course {
  const loaded = contentWith(changes);
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return listCourses(loaded.curriculum)[0]!;
}

export function problemsWith(changes: Changes): readonly string[] {
  const loaded = contentWith(changes);
  return loaded.ok ? [] : loaded.problems.map(formatProblem);
}

/** The first module, with this at its end. */
export function moduleEnding(markdown: string): Changes {
  const path = inCourse("01-ask-for-the-name.md");
  return { [path]: `${readFileSync(join(SOUND, path), "utf8").trimEnd()}\n\n${markdown}\n` };
}

/** Of the file that `moduleEnding` makes, the line where its ending starts. */
export function lineOfEnding(): number {
  const text = readFileSync(join(SOUND, inCourse("01-ask-for-the-name.md")), "utf8").trimEnd();
  return text.split("\n").length + 2;
}
