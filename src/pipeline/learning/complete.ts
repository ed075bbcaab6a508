import type { PersonId } from "../../domain/ids.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { DraftOf } from "../entries.ts";
import type { CourseHistory } from "./course-history.ts";
import { attemptsAndCompletions, type LearningDeps } from "./courses.ts";
import { type Earned, earnedAlready } from "./earned.ts";
import type { Viewer } from "./port.ts";

/** Inside the caller's transaction. The completion is of the wording that was taken, whatever has been loaded since. */
export async function recordCompletion(
  stores: Stores,
  {
    person,
    courseId,
    earned,
    at,
  }: {
    readonly person: PersonId;
    readonly courseId: string;
    readonly earned: Earned;
    readonly at: Date;
  },
  deps: LearningDeps,
): Promise<void> {
  const id = deps.newId();
  const { kind, score, courseVersion, contentSha256 } = earned;
  await stores.training.recordCompletion({ id, person, courseId, method: "quiz", completedAt: at, ...earned });
  await deps.entries.append<DraftOf<"completion.recorded">>(stores, at, {
    type: "completion.recorded",
    ...(await deps.entries.subjectOf(stores, person)),
    actor: { kind: "user", id: person },
    source: { kind: "ui" },
    completion_id: id,
    course: { id: courseId, version: courseVersion, content_sha256: contentSha256 },
    ...(kind !== "course" && { kind }),
    result: { method: "quiz", score },
  });
}

/** Everything is passed, and what was left is no part of the course any more: no further paper would end it. */
export async function completeWithoutMore(viewer: Viewer, { course, validity }: CourseHistory, deps: LearningDeps) {
  const { person } = viewer.account;
  const at = deps.clock();
  await deps.transact(async (stores) => {
    await stores.training.hold(person);
    const done = await attemptsAndCompletions(stores, person, course.id);
    const earned = earnedAlready({ course, validity, ...done }, at);
    if (earned) await recordCompletion(stores, { person, courseId: course.id, earned, at }, deps);
  });
}
