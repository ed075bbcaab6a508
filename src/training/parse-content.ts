import { KEBAB } from "./content-schema.ts";
import type { Course, Curriculum } from "./curriculum.ts";
import { type CourseFolder, parseCourse } from "./parse-course.ts";
import type { Problem, Report } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";
import type { CourseSource } from "./staging.ts";

export type Loaded =
  | { readonly ok: true; readonly curriculum: Curriculum; readonly sources: readonly CourseSource[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Folders of the content that hold no courses: documents of the programme, and awareness material. */
const OTHER_FOLDERS = new Set(["policy", "awareness"]);
/** Such files may lie anywhere: they are for those who keep the content. */
const NOTES = /(?:^|\/)(?:README|LICEN[CS]E|NOTICE)(?:\.\w+)?$/i;

/** `path` is a file or folder of the content; what lies at its top is not part of a course. */
export function mayHoldCourses(path: string): boolean {
  return !OTHER_FOLDERS.has(path.split("/")[0] ?? "");
}

/** All files of the content → curriculum, or everything that is wrong with it, in the order of files and lines. */
export function parseContent(files: readonly SourceFile[]): Loaded {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);

  const folders = groupByCourse(files, report);
  if (folders.length === 0) report({ file: ".", message: "the content has no course: <layer>/<course>/course.yml" });
  reportNames(folders, report);
  const sources = folders.flatMap((folder): CourseSource[] => {
    const course = parseCourse(folder, report);
    return course ? [{ course, files: folder.files.map(({ path, text }) => ({ path, text })) }] : [];
  });

  if (problems.length > 0) return { ok: false, problems: problems.sort(byPlace) };
  return { ok: true, curriculum: toCurriculum(sources.map(({ course }) => course)), sources };
}

function groupByCourse(files: readonly SourceFile[], report: Report): readonly CourseFolder[] {
  const folders = new Map<string, CourseFolder & { readonly files: SourceFile[] }>();
  for (const file of files) {
    const [layer = "", id = "", ...rest] = file.path.split("/");
    if (id === "" || !mayHoldCourses(file.path) || NOTES.test(file.path)) continue;
    if (rest.length === 0) {
      report({ file: file.shown, message: "a layer's folder holds the folders of its courses, and no other files" });
      continue;
    }
    const path = rest.join("/");
    const shown = file.shown.slice(0, -path.length - 1);
    const key = `${layer}/${id}`;
    const folder = folders.get(key) ?? { id, layer, shown, files: [] };
    folder.files.push({ ...file, path });
    folders.set(key, folder);
  }
  return [...folders.values()].sort((a, b) => compare(a.layer, b.layer) || compare(a.id, b.id));
}

function reportNames(folders: readonly CourseFolder[], report: Report): void {
  for (const [index, { id, layer, shown }] of folders.entries()) {
    for (const name of [layer, id].filter((part) => !KEBAB.test(part))) {
      report({ file: shown, message: `${name} must be lower-case words joined by hyphens` });
    }
    const twin = folders.slice(0, index).find((other) => other.id === id);
    if (twin) report({ file: shown, message: `the course id ${id} is taken: ${twin.shown}` });
  }
}

function toCurriculum(courses: readonly Course[]): Curriculum {
  const layers = [...new Set(courses.map((course) => course.layer))];
  return { layers: layers.map((id) => ({ id, courses: courses.filter((course) => course.layer === id) })) };
}

function byPlace(a: Problem, b: Problem): number {
  return compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
