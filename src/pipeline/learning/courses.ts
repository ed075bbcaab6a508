import type { Clock } from "../../domain/clock.ts";
import type { AccountId, PersonId } from "../../domain/ids.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Attempt } from "../../domain/stores/training.ts";
import { type Course, type Curriculum, findCourse } from "../../training/curriculum.ts";
import type { DraftOf, Entries } from "../entries.ts";
import type { RequiredLayer } from "../policy/requirements.ts";
import type { CourseHistory } from "./course-history.ts";

export interface LearningDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly clock: Clock;
  /** The content as loaded now: it may change while people work on it. */
  readonly curriculum: () => Curriculum;
  /** Ids of the courses that policies in force ask of the holder of these accounts. */
  readonly requiredCourses: (accounts: readonly AccountId[]) => Promise<ReadonlySet<string>>;
  /** The layers that policies in force ask somebody for. */
  readonly requiredLayers: () => Promise<readonly RequiredLayer[]>;
  /** Modules, as `course/module`, that merges wait for by themselves. */
  readonly requiredModules: () => Promise<ReadonlySet<string>>;
  /** Percent that a policy in force asks at least. A course may ask for more. */
  readonly passMark: (courseId: string) => Promise<number>;
  /** Days that a completion counts; null where no policy asks for the course. */
  readonly validForDays: (courseId: string) => Promise<number | null>;
  /** The policy's `renew_from`, in days; without it every term runs from its own completion. */
  readonly renewFromDays?: (courseId: string) => Promise<number>;
  /** Whether a new minor version of the course asks for anything; it does if left out. */
  readonly asksMinor?: (courseId: string) => Promise<boolean>;
  /** A random UUID. */
  readonly newId: () => string;
  /** Unguessable: who knows it knows the paper. */
  readonly newSeed: () => string;
  /** Where people see their pull requests: `https://github.com`, or the enterprise server. */
  readonly githubWebUrl: string;
}

/** The course as loaded now, with the pass mark that holds for it. */
export async function courseInForce(id: string, deps: LearningDeps): Promise<Course | undefined> {
  const course = findCourse(deps.curriculum(), id);
  return course && withPassMark(course, Math.max(course.quiz.passMark, await deps.passMark(id)));
}

/** An attempt is shown and graded by the mark that it was drawn with. */
export function withPassMark(course: Course, passMark: number): Course {
  return { ...course, quiz: { ...course.quiz, passMark } };
}

export async function historyOf(person: PersonId, course: Course, deps: LearningDeps): Promise<CourseHistory> {
  const [done, validForDays, renewFromDays = 0, asksMinor = true] = await Promise.all([
    attemptsAndCompletions(deps.stores, person, course.id),
    deps.validForDays(course.id),
    deps.renewFromDays?.(course.id),
    deps.asksMinor?.(course.id),
  ]);
  return { course, ...done, validity: { validForDays, renewFromDays, asksMinor } };
}

/** What one person did at one course, newest first. */
export async function attemptsAndCompletions(
  { training }: Pick<OutsideStores, "training">,
  person: PersonId,
  courseId: string,
): Promise<Pick<CourseHistory, "attempts" | "completions">> {
  const attempts = await training.attemptsOf(person, courseId);
  const completions = await training.completionsOf([person]);
  return { attempts, completions: completions.filter((completion) => completion.courseId === courseId) };
}

/** The wording that was taken, as the log names it; that of an attempt is the one it was drawn from. */
export function loggedCourse(
  taken: Pick<Attempt, "courseId" | "courseVersion" | "contentSha256">,
): DraftOf<"attempt.graded">["course"] {
  return { id: taken.courseId, version: taken.courseVersion, content_sha256: taken.contentSha256 };
}
