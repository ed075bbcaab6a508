import { KEBAB } from "./content-schema.ts";
import type { Course, Curriculum } from "./curriculum.ts";
import { ORGANISATION_PATH } from "./digest.ts";
import { type Mapping, UNMAPPED } from "./mapping/mapping.ts";
import { CONTROLS_FILE, parseMapping, RISKS_FILE } from "./mapping/parse-mapping.ts";
import { type CourseFolder, parseCourse } from "./parse-course.ts";
import { ORGANISATION_FILE, type ParsedOrganisation, parseOrganisation } from "./parse-organisation.ts";
import type { Problem, Report } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";
import type { CourseSource } from "./staging.ts";

export type Loaded =
  | {
      readonly ok: true;
      readonly curriculum: Curriculum;
      readonly sources: readonly CourseSource[];
      /** What the organisation says of itself; null without its file. */
      readonly organisation: ParsedOrganisation | null;
      /** Which clause and which risk is met by which of the courses. */
      readonly mapping: Mapping;
    }
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

  const organisation = organisationIn(files, report);
  const folders = groupByCourse(files, report).map((folder) => withOrganisation(folder, organisation, report));
  if (folders.length === 0) report({ file: ".", message: "the content has no course: <layer>/<course>/course.yml" });
  reportNames(folders, report);
  const sources = folders.flatMap((folder) => parseCourse(folder, report) ?? []);

  const curriculum = toCurriculum(sources.map(({ course }) => course));
  // Of content with problems it is not known which courses there are.
  const mapping = problems.length === 0 ? parseMapping(mappingFiles(files), curriculum, report) : UNMAPPED;
  if (problems.length > 0) return { ok: false, problems: problems.sort(byPlace) };
  return { ok: true, curriculum, sources, organisation, mapping };
}

function mappingFiles(files: readonly SourceFile[]) {
  const find = (name: string) => files.find(({ path }) => path === name);
  return { controls: find(CONTROLS_FILE), risks: find(RISKS_FILE) };
}

function organisationIn(files: readonly SourceFile[], report: Report): ParsedOrganisation | null {
  const file = files.find(({ path }) => path === ORGANISATION_FILE);
  return file ? parseOrganisation(file, report) : null;
}

/** A course that was kept brings the words with it that it was read with. */
function withOrganisation(folder: Folder, here: ParsedOrganisation | null, report: Report): CourseFolder {
  const kept = folder.files.find(({ path }) => path === ORGANISATION_PATH);
  if (!kept) return { ...folder, organisation: here };
  const files = folder.files.filter((file) => file !== kept);
  return { ...folder, files, organisation: parseOrganisation(kept, report) };
}

type Folder = Omit<CourseFolder, "organisation">;

function groupByCourse(files: readonly SourceFile[], report: Report): readonly Folder[] {
  const folders = new Map<string, Folder & { readonly files: SourceFile[] }>();
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

export function toCurriculum(courses: readonly Course[]): Curriculum {
  const sorted = [...courses].sort((a, b) => compare(a.layer, b.layer) || compare(a.id, b.id));
  const layers = [...new Set(sorted.map((course) => course.layer))];
  return { layers: layers.map((id) => ({ id, courses: sorted.filter((course) => course.layer === id) })) };
}

function byPlace(a: Problem, b: Problem): number {
  return compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
