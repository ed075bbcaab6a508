import type { Clock } from "../../domain/clock.ts";
import { GateError } from "../../domain/errors.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { CourseInForce } from "../../domain/stores/staging.ts";
import type { Facts } from "../../gate/facts.ts";
import type { KnownCourse } from "../../policy/known-courses.ts";
import type { ModuleName } from "../../policy/path-rules.ts";
import { type Course, type Curriculum, findCourse, findModule, listCourses } from "../../training/curriculum.ts";
import { minutesOf, readingMinutes } from "../../training/minutes.ts";
import { parseContent, toCurriculum } from "../../training/parse-content.ts";
import { moduleIdIn } from "../../training/parse-course.ts";
import { restate } from "../../training/restate.ts";
import { type CourseSource, compareContent } from "../../training/staging.ts";
import type { Entries } from "../entries.ts";
import type { TaughtModule } from "../head/touched.ts";
import { publishCourse } from "./publish-courses.ts";

/** Courses as learners read them and decisions ask for them. Another process may change them at any time. */
export interface CoursesInForce {
  /** As of the last `refresh`. */
  curriculum(): Curriculum;
  /** Takes over what changed. One small query where nothing did. */
  refresh(): Promise<void>;
  /** Refreshed: what a decision needs of them. */
  facts(): Promise<Facts["courses"]>;
  /** As of the last `refresh`; null for one that is not in force. */
  module(name: ModuleName): TaughtModule | null;
  /** Refreshed: what a policy may ask for. */
  known(): Promise<readonly KnownCourse[]>;
}

export interface CourseDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly clock: Clock;
  /** What lies in the content's folders. */
  readonly content: readonly CourseSource[];
  /** The text of `organisation.yml` beside them; null without one. */
  readonly organisation: string | null;
}

/** What is in force was kept by another release, and this one cannot read it. */
class ContentUnusableError extends GateError {
  override readonly name = "ContentUnusableError";
  override readonly remedy = "operator";

  constructor(problems: readonly string[]) {
    const remedy = "Put the content of this release in force: training-gate content publish --by LOGIN --reason …";
    super("The courses in force cannot be read", { remedy, problems: `${problems.join("\n")}\n` });
  }
}

/**
 * Puts in force what comes into force by itself (everything, on a first start), and reads what is in force then. It
 * is kept in the database by its files: every process serves the same text, whatever lies in its own folders.
 */
export async function openCourses(deps: CourseDeps): Promise<CoursesInForce> {
  await publishByThemselves(deps);
  let seen = await read(deps);
  const refresh = async () => {
    if ((await deps.stores.courses.fingerprint()) !== seen.fingerprint) seen = await read(deps);
  };
  return {
    curriculum: () => seen.curriculum,
    refresh,
    async facts() {
      await refresh();
      return seen.facts;
    },
    module: (name) => taughtModule(seen.curriculum, name),
    async known() {
      await refresh();
      return knownCourses(deps.content, seen.rows);
    },
  };
}

async function publishByThemselves(deps: CourseDeps): Promise<void> {
  const changed = changedByThemselves(deps, await deps.stores.courses.listInForce());
  if (changed.length === 0) return;
  const at = deps.clock();
  await deps.transact(async (stores) => {
    // Read again inside: of two processes that start at once the second finds it done.
    const inForce = await stores.courses.listInForce();
    for (const source of changedByThemselves(deps, inForce)) {
      const before = inForce.find(({ id }) => id === source.course.id);
      await publishCourse(stores, { source, before }, { at, by: null, reasonSha256: null }, deps.entries);
    }
  });
}

/** What is staged waits, and only the organisation's own words in the version that stays. */
function changedByThemselves(
  { content, organisation }: Pick<CourseDeps, "content" | "organisation">,
  inForce: readonly CourseInForce[],
): readonly CourseSource[] {
  const { byThemselves, staged } = compareContent(content, inForce);
  const stays = inForce.filter(({ id }) => staged.some((one) => one.id === id));
  return [...byThemselves, ...stays.flatMap((course) => restate(course, organisation) ?? [])];
}

async function read({ stores, content }: Pick<CourseDeps, "stores" | "content">) {
  const fingerprint = await stores.courses.fingerprint();
  const rows = await stores.courses.listInForce();
  const curriculum = curriculumOf(rows, content);
  return { fingerprint, rows, curriculum, facts: courseFacts(curriculum, rows) };
}

/**
 * Throws where it is not what came into force, or where this release cannot read it. A course that lies `here` in the
 * same words is taken from there: to read all of them again would take a start as long as to read them once.
 */
export function curriculumOf(rows: readonly CourseInForce[], here: readonly CourseSource[] = []): Curriculum {
  const known = rows.flatMap((row) => here.find(({ course }) => isSame(course, row))?.course ?? []);
  const others = rows.filter((row) => !known.some((course) => isSame(course, row)));
  return toCurriculum([...known, ...readKept(others)]);
}

function isSame(course: Course, { id, layer, version, contentSha256 }: CourseInForce): boolean {
  return course.id === id && course.layer === layer && course.version === version && course.digest === contentSha256;
}

function readKept(rows: readonly CourseInForce[]): readonly Course[] {
  if (rows.length === 0) return [];
  const files = rows.flatMap(({ layer, id, files }) =>
    files.map(({ path, text }) => ({ path: `${layer}/${id}/${path}`, shown: `${id} in force: ${path}`, text })),
  );
  const parsed = parseContent(files);
  if (!parsed.ok) throw new ContentUnusableError(parsed.problems.map(({ file, message }) => `${file}: ${message}`));
  const courses = listCourses(parsed.curriculum);
  const changed = rows.filter(
    ({ id, contentSha256 }) => courses.find((course) => course.id === id)?.digest !== contentSha256,
  );
  if (changed.length > 0)
    throw new ContentUnusableError(changed.map(({ id }) => `${id}: its text is not the one that came into force`));
  return courses;
}

/** The courses as decisions know them. */
export function courseFacts(
  curriculum: Curriculum,
  since: readonly Pick<CourseInForce, "id" | Since>[],
): Facts["courses"] {
  return listCourses(curriculum).map((course) => {
    const { reading, testOut } = minutesOf([course]);
    const { id, version, title } = course;
    const known = since.find((one) => one.id === id);
    return {
      id,
      version,
      ...(known && sinceFacts(known)),
      title,
      minutes: reading,
      testOutMinutes: testOut,
    };
  });
}

/** All that a decision rests on of a course, without reading its text: title and minutes are for what is shown. */
export function bareCourses(rows: readonly CourseInForce[]): Facts["courses"] {
  return rows.map((row) => {
    const { id, version } = row;
    return { id, version, ...sinceFacts(row), title: id, minutes: 0, testOutMinutes: 0 };
  });
}

type Since = "majorSince" | "minorSince" | "firstSince";

function sinceFacts({ majorSince, minorSince, firstSince }: Pick<CourseInForce, Since>) {
  return {
    inForceSince: majorSince.toISOString(),
    minorSince: minorSince.toISOString(),
    firstSince: firstSince.toISOString(),
  };
}

/** What a policy may ask for. Before the first start nothing is in force, and all that lies there will be. */
export function knownCourses(
  content: readonly CourseSource[],
  inForce: readonly CourseInForce[],
): readonly KnownCourse[] {
  if (inForce.length === 0)
    return content.map(({ course, files }) => ({ id: course.id, version: course.version, modules: modulesIn(files) }));
  const { staged } = compareContent(content, inForce);
  return inForce.map(({ id, version, files }) => {
    const waiting = staged.find((one) => one.id === id);
    const modules = modulesIn(files);
    return { id, version, modules, ...(waiting?.kind === "version" && { staged: waiting.source.course.version }) };
  });
}

function modulesIn(files: readonly { readonly path: string }[]): readonly string[] {
  return files.flatMap(({ path }) => moduleIdIn(path) ?? []);
}

function taughtModule(curriculum: Curriculum, { course, module }: ModuleName): TaughtModule | null {
  const taught = findCourse(curriculum, course);
  const found = taught && findModule(taught, module);
  if (!found) return null;
  return { title: found.title, minutes: readingMinutes(found), withCourse: taught.quiz.per === "course" };
}
