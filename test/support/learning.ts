import { randomUUID } from "node:crypto";
import type { Clock } from "../../src/domain/clock.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import type { OutsideStores, TxStores } from "../../src/domain/stores/index.ts";
import type { Attempt, Completion, TrainingStore } from "../../src/domain/stores/training.ts";
import type { Entries } from "../../src/pipeline/entries.ts";
import { createLearning, type LearningDeps } from "../../src/pipeline/learning/learning.ts";
import type { Answers, Learning, Viewer, WaitingPullRequest } from "../../src/pipeline/learning/port.ts";
import type { RequiredLayer } from "../../src/pipeline/policy/requirements.ts";
import { type Course, type Curriculum, findCourse, listCourses } from "../../src/training/curriculum.ts";
import { Paper } from "../../src/training/paper.ts";

export interface InMemoryLearning extends Learning {
  /** The attempt as it is kept, answer key included: for tests that answer right or wrong on purpose. */
  paperOf(attemptId: string): { readonly course: Course; readonly paper: Paper };
  /** Answers that pass. */
  rightAnswers(attemptId: string): Answers;
  /** The content as it is from now on. */
  publish(curriculum: Curriculum): void;
}

/** Learning as the product does it, on a training store in memory, without accounts, pull requests or a log. */
export function createInMemoryLearning(world: {
  readonly curriculum: Curriculum;
  readonly clock: Clock;
  readonly required?: readonly string[];
  readonly layers?: readonly RequiredLayer[];
  readonly pullRequests?: (viewer: Viewer) => readonly WaitingPullRequest[];
}): InMemoryLearning {
  const { clock, pullRequests = () => [] } = world;
  let { curriculum } = world;
  const { training, attempts } = inMemoryTraining();
  const stores = withoutTheRest(training);
  const learning = createLearning({
    stores,
    transact: (run) => run(stores),
    entries: silentEntries,
    clock,
    curriculum: () => curriculum,
    requiredCourses: async () => new Set(world.required ?? listCourses(curriculum).map(({ id }) => id)),
    requiredLayers: async () => world.layers ?? [],
    requiredModules: async () => new Set(),
    passMark: async () => 0,
    validForDays: async () => 365,
    renewFromDays: async () => 90,
    newId: randomUUID,
    newSeed: seedsInOrder(),
    githubWebUrl: "https://github.com",
  } satisfies LearningDeps);
  const paperOf = (attemptId: string) => {
    const attempt = attempts.find(({ id }) => id === attemptId);
    const course = attempt && findCourse(curriculum, attempt.courseId);
    if (!course) throw new Error(`There is no attempt ${attemptId}`);
    return { course, paper: Paper.parse(attempt.paper) };
  };
  return {
    ...learning,
    myTraining: async (viewer) => ({ ...(await learning.myTraining(viewer)), pullRequests: pullRequests(viewer) }),
    paperOf,
    rightAnswers: (attemptId) => rightAnswersOf(paperOf(attemptId)),
    publish(next) {
      curriculum = next;
    },
  };
}

function inMemoryTraining(): { readonly training: TrainingStore; readonly attempts: readonly Attempt[] } {
  const attempts: Attempt[] = [];
  const completions: Completion[] = [];
  const change = <Row extends { readonly id: string }>(rows: Row[], id: string, to: (row: Row) => Row | null) => {
    const index = rows.findIndex((row) => row.id === id);
    const row = rows[index];
    const changed = row ? to(row) : null;
    if (changed) rows[index] = changed;
    return changed !== null;
  };
  const newestFirst = (own: (attempt: Attempt) => boolean) =>
    attempts.filter(own).toSorted((a, b) => b.number - a.number);
  const training: TrainingStore = {
    hold: async () => {},
    everyAttemptOf: async (person) => newestFirst((attempt) => attempt.person === person),
    attemptsOf: async (person, courseId) =>
      newestFirst((attempt) => attempt.person === person && attempt.courseId === courseId),
    modulesPassedBy: async (people, modules) =>
      attempts.flatMap(({ person, courseId, courseVersion, module, passed }) => {
        const isAsked = modules.some((one) => one.course === courseId && one.module === module);
        const isFound = module !== null && passed === true && isAsked && people.includes(person);
        return isFound ? [{ person, courseId, courseVersion, module }] : [];
      }),
    findAttempt: async (id) => attempts.find((attempt) => attempt.id === id) ?? null,
    async startAttempt(attempt) {
      const { person, courseId, number } = attempt;
      const isTaken = attempts.some(
        (one) => one.person === person && one.courseId === courseId && one.number === number,
      );
      if (!isTaken) attempts.push(attempt);
      return !isTaken;
    },
    saveAnswers: async (id, answers) =>
      void change(attempts, id, (attempt) => (attempt.gradedAt ? null : { ...attempt, answers })),
    grade: async (id, result) =>
      change(attempts, id, (attempt) => (attempt.gradedAt ? null : { ...attempt, ...result })),
    recordCompletion: async (completion) => void completions.push({ ...completion, attestation: null }),
    recordCompletions: async (more) =>
      void completions.push(...more.map((completion) => ({ ...completion, attestation: null }))),
    attestAll: async (signed) => {
      for (const { completionId, attestation } of signed)
        change(completions, completionId, (completion) => ({ ...completion, attestation }));
    },
    attest: async (_person, _course, id, attestation) =>
      change(completions, id, (completion) => (completion.attestation ? null : { ...completion, attestation })),
    completionsOf: async (people) =>
      completions
        .filter(({ person }) => people.includes(person))
        .toSorted((a, b) => b.completedAt.getTime() - a.completedAt.getTime()),
  };
  return { training, attempts };
}

/** Of the other stores what learning asks: nobody has accounts or pull requests here. */
function withoutTheRest(training: TrainingStore): TxStores {
  const nothing = async () => [];
  const rest = {
    people: {
      accountsOf: nothing,
      accountsOfAll: nothing,
      identity: async (person: PersonId) => ({ person, prKey: new Uint8Array(32) }),
    },
    verdicts: { openPullRequestsOf: nothing, openHeadsOf: nothing, findDecision: async () => null },
    hooks: { listActive: nothing },
    jobs: { file: async () => {}, hasLiveOrDone: async () => false },
  };
  return { training, ...rest } as unknown as TxStores & OutsideStores;
}

const silentEntries: Entries = {
  draft: (occurredAt) => ({ body: {}, occurredAt }),
  append: async () => {},
  appendAll: async () => {},
  subjectOf: async (_, person) => ({ subject: person, identity_commitment: "" }),
  installationChanged: async () => {},
};

function seedsInOrder(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `seed ${last}`;
  };
}

export function rightAnswersOf({ course, paper }: { readonly course: Course; readonly paper: Paper }): Answers {
  const pool = new Map(course.modules.flatMap(({ questions }) => questions).map((question) => [question.id, question]));
  return Object.fromEntries(
    paper.questions.map(({ questionId, optionOrder }) => [
      questionId,
      optionOrder.flatMap((index, place) => (pool.get(questionId)?.options[index]?.correct ? [place] : [])),
    ]),
  );
}
