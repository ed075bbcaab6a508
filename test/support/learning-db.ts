import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll } from "vitest";
import { inTransaction } from "../../src/db/client.ts";
import { createStores } from "../../src/db/stores.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import type { FileJob, Jobs, Transact } from "../../src/domain/stores/index.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { createLearning } from "../../src/pipeline/learning/learning.ts";
import type { Answers, Viewer } from "../../src/pipeline/learning/port.ts";
import type { RequiredLayer } from "../../src/pipeline/policy/requirements.ts";
import { type Course, type Curriculum, listCourses, type Question } from "../../src/training/curriculum.ts";
import { digestQuestion } from "../../src/training/digest.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { Paper } from "../../src/training/paper.ts";
import { anAccount, aSha, at, useStores } from "./stores.ts";

const CONTENT = new URL("../fixtures/content-sound", import.meta.url).pathname;

/** Of the fixture: two modules with four questions each, four on a paper, 75 % to pass. */
export const COURSE = "parcel-desk";

/** A transaction on the real database. Of its jobs the committed ones are kept; `refuse` makes filing fail. */
export function useTransact(test: ReturnType<typeof useStores>) {
  const filed: FileJob[] = [];
  const switches = { refuse: false };
  const transact: Transact = async (run) => {
    let inside: FileJob[] = [];
    const result = await inTransaction(test.db, (tx) => {
      inside = [];
      const jobs: Jobs = {
        async file(more) {
          if (switches.refuse) throw new Error("the queue refused");
          inside.push(...more);
        },
        hasLiveOrDone: async () => false,
      };
      return run({ ...createStores(tx), jobs });
    });
    filed.push(...inside);
    return result;
  };
  return { transact, filed, switches };
}

/** Learning as the product does it: the real database, courses and log, with a clock and content that tests move. */
export function useLearning() {
  const test = useStores();
  const { transact, filed, switches } = useTransact(test);
  const world = {
    now: at(0),
    curriculum: { layers: [] } as Curriculum,
    passMark: 0,
    validForDays: 365 as number | null,
    renewFromDays: 90,
    required: new Set([COURSE]),
    layers: [] as readonly RequiredLayer[],
    newId: (): string => randomUUID(),
  };
  beforeAll(async () => {
    const loaded = await loadCurriculum({ folders: [CONTENT] });
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
    world.curriculum = loaded.curriculum;
  });
  const make = () =>
    createLearning({
      stores: test.stores,
      transact,
      entries: createEntries({ id: randomUUID(), version: "0.0.0" }),
      clock: () => world.now,
      curriculum: () => world.curriculum,
      requiredCourses: async () => world.required,
      requiredLayers: async () => world.layers,
      requiredModules: async () => new Set(),
      passMark: async () => world.passMark,
      validForDays: async () => world.validForDays,
      renewFromDays: async () => world.renewFromDays,
      newId: () => world.newId(),
      newSeed: () => randomBytes(16).toString("hex"),
      githubWebUrl: "https://github.example",
    });

  const courseOf = () => listCourses(world.curriculum).find(({ id }) => id === COURSE) as Course;
  const paperOf = async (attemptId: string) =>
    Paper.parse((await test.stores.training.findAttempt(attemptId))?.paper).questions;

  return {
    test,
    world,
    filed,
    switches,
    courseOf,
    paperOf,
    get learning() {
      return make();
    },
    async aLearner(): Promise<Viewer> {
      const [account] = await test.stores.people.ensure([anAccount()], at(0));
      return { account: { ...account!, person: account!.person! }, sessionId: aSha().padStart(64, "0") };
    },
    later(minutes: number) {
      world.now = new Date(world.now.getTime() + minutes * 60_000);
    },
    /** Answers that pass, of whichever course. */
    async rightAnswers(attemptId: string): Promise<Answers> {
      const attempt = await test.stores.training.findAttempt(attemptId);
      const course = listCourses(world.curriculum).find(({ id }) => id === attempt?.courseId);
      const pool = new Map(course && questionsOf(course).map((question) => [question.id, question]));
      const questions = await paperOf(attemptId);
      return Object.fromEntries(
        questions.map(({ questionId, optionOrder }) => [
          questionId,
          optionOrder.flatMap((index, place) => (pool.get(questionId)?.options[index]?.correct ? [place] : [])),
        ]),
      );
    },
    /** The drafts that wait for their place in the log, in order. */
    async entriesOf(person: PersonId) {
      const rows = await test.db.logInbox.findMany({
        where: { body: { path: ["subject"], equals: person } },
        orderBy: { id: "asc" },
      });
      return rows.map(({ body }) => body as Readonly<{ type: string; attestation?: object }>);
    },
  };
}

export function questionsOf(course: Course): readonly Question[] {
  return course.modules.flatMap(({ questions }) => questions);
}

/** The content after somebody edited the course. */
export function edited(
  curriculum: Curriculum,
  change: { readonly version?: string; readonly reword?: (question: Question) => boolean },
): Curriculum {
  const editQuestion = (question: Question): Question => {
    if (!change.reword?.(question)) return question;
    const text = `${question.text} (clearer)`;
    return { ...question, text, digest: digestQuestion({ ...question, text }) };
  };
  const editCourse = (course: Course): Course => ({
    ...course,
    version: change.version ?? course.version,
    digest: aSha().padStart(64, "e"),
    modules: course.modules.map((module) => ({ ...module, questions: module.questions.map(editQuestion) })),
  });
  return { layers: curriculum.layers.map((layer) => ({ ...layer, courses: layer.courses.map(editCourse) })) };
}
