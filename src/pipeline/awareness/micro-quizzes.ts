import type { PersonId } from "../../domain/ids.ts";
import type { DeliveredText, MicroQuizAnswer } from "../../domain/stores/awareness.ts";
import type { MicroQuestion, MicroQuiz, Newsletter } from "../../programme/awareness/newsletter.ts";
import { bodyOf } from "../../programme/awareness/parse-newsletters.ts";
import { createRandomStream } from "../../training/random-stream.ts";
import type { DraftOf } from "../entries.ts";
import type { AwarenessDeps } from "./deps.ts";

/** A question before it is answered: this type has no room for the answer key. */
export interface AskedQuestion {
  readonly id: string;
  /** Markdown. */
  readonly text: string;
  /** One line of Markdown each, at their places on this page. */
  readonly options: readonly string[];
}

export interface AnsweredMicroQuestion {
  readonly id: string;
  readonly text: string;
  readonly chosen: string;
  readonly isRight: boolean;
  /** Why the chosen one is right or is not; and then the right one, with its reason. */
  readonly why: string;
  readonly right: { readonly text: string; readonly why: string } | null;
}

export interface ReadingPage {
  readonly newsletter: Pick<Newsletter, "slug" | "title" | "markdown">;
  /** Null where there are none, or they were answered. */
  readonly asked: readonly AskedQuestion[] | null;
  readonly answered: readonly AnsweredMicroQuestion[] | null;
}

/** Something that somebody was sent. */
export interface SentToRead extends DeliveredText {
  /** Whether its questions wait for them; null where it has none. */
  readonly quiz: "waits" | "answered" | null;
}

export interface AwarenessReading {
  /** What was delivered to them, the newest first. */
  sent(person: PersonId, limit: number): Promise<readonly SentToRead[]>;
  /** As it lies ready now; of what lies there no more, the text that was delivered to them. */
  page(person: PersonId, slug: string): Promise<ReadingPage | null>;
  /** Once for each wording of the questions. `chosen`: by question the place on the page. Answers which are unanswered. */
  answer(
    person: PersonId,
    slug: string,
    chosen: ReadonlyMap<string, number>,
  ): Promise<"not-found" | "incomplete" | "answered">;
}

type Deps = Pick<AwarenessDeps, "stores" | "transact" | "entries" | "clock"> & {
  readonly newsletters: readonly Newsletter[];
};

export function createAwarenessReading(deps: Deps): AwarenessReading {
  const find = (slug: string) => deps.newsletters.find((one) => one.slug === slug);
  return {
    async sent(person, limit) {
      const { awareness } = deps.stores;
      const delivered = await awareness.deliveredTo(person, limit);
      return Promise.all(
        delivered.map(async (one) => {
          const quiz = find(one.slug)?.quiz;
          if (!quiz) return { ...one, quiz: null };
          return { ...one, quiz: (await awareness.answerOf(person, quiz.sha256)) ? "answered" : "waits" } as const;
        }),
      );
    },
    async page(person, slug) {
      const newsletter = find(slug);
      if (!newsletter) return readArchived(person, slug, deps);
      const { quiz } = newsletter;
      const answer = quiz && (await deps.stores.awareness.answerOf(person, quiz.sha256));
      return {
        newsletter,
        asked:
          quiz && !answer ? quiz.questions.map((question) => toAsked(question, orderOf(question, quiz, person))) : null,
        answered: quiz && answer ? explain(quiz, answer) : null,
      };
    },
    async answer(person, slug, chosen) {
      const quiz = find(slug)?.quiz;
      if (!quiz) return "not-found";
      const answers = quiz.questions.flatMap((question) => {
        const place = chosen.get(question.id);
        const option = place === undefined ? undefined : orderOf(question, quiz, person)[place];
        return option === undefined
          ? []
          : [{ question: question.id, chosen: option, right: question.options[option]?.correct === true }];
      });
      if (answers.length < quiz.questions.length) return "incomplete";
      await keep({ person, slug, quizSha256: quiz.sha256, answers, answeredAt: deps.clock() }, deps);
      return "answered";
    },
  };
}

/** Its questions are not kept: what was answered stands in the records. */
async function readArchived(person: PersonId, slug: string, { stores }: Deps): Promise<ReadingPage | null> {
  const found = await stores.awareness.deliveredText(person, slug);
  if (!found) return null;
  const { title, text } = found;
  return { newsletter: { slug, title, markdown: bodyOf(text) }, asked: null, answered: null };
}

/** That it was taken stands in the log; how, only in the records that go with the person. */
async function keep(answer: MicroQuizAnswer, { transact, entries }: Deps): Promise<void> {
  await transact(async (stores) => {
    if (!(await stores.awareness.answer(answer))) return;
    await entries.append<DraftOf<"awareness.quiz_taken">>(stores, answer.answeredAt, {
      type: "awareness.quiz_taken",
      ...(await entries.subjectOf(stores, answer.person)),
      actor: { kind: "user", id: answer.person },
      source: { kind: "ui" },
      quiz_sha256: answer.quizSha256,
    });
  });
}

/** At each place on the page, the option's index; another order for everybody, and the same one at every look. */
function orderOf({ id, options }: MicroQuestion, { sha256 }: MicroQuiz, person: PersonId): readonly number[] {
  const random = createRandomStream(person, `training-gate/micro-quiz/v1\n${sha256}\n${id}`);
  return random.shuffle(options.map((_, index) => index));
}

function toAsked({ id, text, options }: MicroQuestion, order: readonly number[]): AskedQuestion {
  return { id, text, options: order.map((option) => options[option]?.text ?? "") };
}

function explain({ questions }: MicroQuiz, { answers }: MicroQuizAnswer): readonly AnsweredMicroQuestion[] {
  return questions.flatMap(({ id, text, options }) => {
    const answer = answers.find(({ question }) => question === id);
    const chosen = answer && options[answer.chosen];
    const right = options.find(({ correct }) => correct);
    if (!chosen || !right) return [];
    const isRight = chosen.correct;
    return [{ id, text, chosen: chosen.text, isRight, why: chosen.why, right: isRight ? null : right }];
  });
}
