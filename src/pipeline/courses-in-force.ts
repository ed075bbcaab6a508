import type { Clock } from "../domain/clock.ts";
import { GateError } from "../domain/errors.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import type { CourseInForce } from "../domain/stores/staging.ts";
import type { Facts } from "../gate/facts.ts";
import type { KnownCourse } from "../policy/known-courses.ts";
import { type Curriculum, listCourses } from "../training/curriculum.ts";
import { minutesOf } from "../training/minutes.ts";
import { parseContent } from "../training/parse-content.ts";
import { type CourseSource, compareContent } from "../training/staging.ts";
import type { Entries } from "./entries.ts";
import { publishCourse } from "./publish-courses.ts";

/** Courses as learners read them and decisions ask for them. Another process may change them at any time. */
export interface CoursesInForce {
  /** As of the last `refresh`. */
  curriculum(): Curriculum;
  /** Takes over what changed. One small query where nothing did. */
  refresh(): Promise<void>;
  /** Refreshed: what a decision needs of them. */
  facts(): Promise<Facts["courses"]>;
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
}

/** What is in force was kept by another release, and this one cannot read it. */
class ContentUnusableError extends GateError {
  override readonly name = "ContentUnusableError";
  override readonly remedy = "operator";

  constructor(problems: readonly string[]) {
    const remedy = "Put the content of this release in force: training-gate content publish --reason …";
    super("The courses in force cannot be read", { remedy, problems: `${problems.join("\n")}\n` });
  }
}

/**
 * Puts in force what comes into force by itself (everything, on a first start), and reads what is in force then. It
 * is kept in the database by its files: every process serves the same text, whatever lies in its own folders.
 */
export async function openCourses(deps: CourseDeps): Promise<CoursesInForce> {
  await publishByThemselves(deps);
  let seen = await read(deps.stores);
  const refresh = async () => {
    if ((await deps.stores.courses.fingerprint()) !== seen.fingerprint) seen = await read(deps.stores);
  };
  return {
    curriculum: () => seen.curriculum,
    refresh,
    async facts() {
      await refresh();
      return seen.facts;
    },
    async known() {
      await refresh();
      return knownCourses(deps.content, seen.rows);
    },
  };
}

async function publishByThemselves(deps: CourseDeps): Promise<void> {
  const { byThemselves } = compareContent(deps.content, await deps.stores.courses.listInForce());
  if (byThemselves.length === 0) return;
  const at = deps.clock();
  await deps.transact(async (stores) => {
    // Read again inside: of two processes that start at once the second finds it done.
    const inForce = await stores.courses.listInForce();
    for (const source of compareContent(byThemselves, inForce).byThemselves) {
      const before = inForce.find(({ id }) => id === source.course.id);
      await publishCourse(stores, { source, before }, { at, by: null, reasonSha256: null }, deps.entries);
    }
  });
}

async function read(stores: OutsideStores) {
  const fingerprint = await stores.courses.fingerprint();
  const rows = await stores.courses.listInForce();
  const curriculum = curriculumOf(rows);
  return { fingerprint, rows, curriculum, facts: courseFacts(curriculum, rows) };
}

/** Throws where it is not what came into force, or where this release cannot read it. */
export function curriculumOf(rows: readonly CourseInForce[]): Curriculum {
  const files = rows.flatMap(({ layer, id, files }) =>
    files.map(({ path, text }) => ({ path: `${layer}/${id}/${path}`, shown: `${id} in force: ${path}`, text })),
  );
  const parsed = parseContent(files);
  if (!parsed.ok) throw new ContentUnusableError(parsed.problems.map(({ file, message }) => `${file}: ${message}`));
  const changed = rows.filter(
    ({ id, contentSha256 }) => parsed.sources.find(({ course }) => course.id === id)?.course.digest !== contentSha256,
  );
  if (changed.length > 0)
    throw new ContentUnusableError(changed.map(({ id }) => `${id}: its text is not the one that came into force`));
  return parsed.curriculum;
}

/** The courses as decisions know them. */
export function courseFacts(
  curriculum: Curriculum,
  since: readonly Pick<CourseInForce, "id" | "majorSince">[],
): Facts["courses"] {
  return listCourses(curriculum).map((course) => {
    const { reading, testOut } = minutesOf([course]);
    const { id, version, title } = course;
    const { majorSince } = since.find((one) => one.id === id) ?? {};
    return {
      id,
      version,
      ...(majorSince && { inForceSince: majorSince.toISOString() }),
      title,
      minutes: reading,
      testOutMinutes: testOut,
    };
  });
}

/** All that a decision rests on of a course, without reading its text: title and minutes are for what is shown. */
export function bareCourses(rows: readonly CourseInForce[]): Facts["courses"] {
  return rows.map(({ id, version, majorSince }) => ({
    id,
    version,
    inForceSince: majorSince.toISOString(),
    title: id,
    minutes: 0,
    testOutMinutes: 0,
  }));
}

/** What a policy may ask for. Before the first start nothing is in force, and all that lies there will be. */
export function knownCourses(
  content: readonly CourseSource[],
  inForce: readonly CourseInForce[],
): readonly KnownCourse[] {
  if (inForce.length === 0) return content.map(({ course }) => ({ id: course.id, version: course.version }));
  const { staged } = compareContent(content, inForce);
  return inForce.map(({ id, version }) => {
    const waiting = staged.find((one) => one.id === id);
    return { id, version, ...(waiting?.kind === "version" && { staged: waiting.source.course.version }) };
  });
}
