import type { Answers, AttemptPage } from "../../pipeline/learning/port.ts";
import { isAnswered, SHOWN_FIELD } from "../answers-form.ts";
import { texts } from "../texts.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { Form } from "./form.tsx";
import { Page } from "./layout.tsx";
import { ErrorSummary } from "./notice.tsx";
import { QuizQuestion, questionAnchor } from "./quiz-question.tsx";

interface QuizProps {
  readonly attempt: Extract<AttemptPage, { kind: "open" }>;
  /** Handed in with answers missing: they are listed, once, and the next time it is taken as it is. */
  readonly asking: boolean;
}

type Questions = QuizProps["attempt"]["paper"]["questions"];

/** All questions on one page, in one form: no script, no clock, and no order to keep. */
export function QuizPage({ attempt, asking }: QuizProps) {
  const { course, paper, answers } = attempt;
  const { questions } = paper;
  const unanswered = questions.filter((question) => !isAnswered(answers, question.id));
  const listed = asking && unanswered.length > 0;
  const nothing = unanswered.length === questions.length;
  return (
    <Page>
      <Breadcrumb course={course} />
      <h1>{quizTitle(attempt)}</h1>
      <p class="lead">
        {attempt.quiz.kind === "again"
          ? texts.learning.againIntro(questions.length)
          : texts.quiz.intro(questions.length, course.quiz.passMark)}
      </p>
      {hasMustPass(attempt) && <p>{texts.quiz.mustPass}</p>}
      {listed && (nothing ? <NothingAnswered first={unanswered[0]} /> : <Unanswered questions={unanswered} />)}
      <Form action={`/attempts/${attempt.id}`} class="quiz">
        <input type="hidden" name={SHOWN_FIELD} value={JSON.stringify(answers)} autocomplete="off" />
        {listed && <input type="hidden" name="asked" value="yes" autocomplete="off" />}
        {questions.map((question) => (
          <QuizQuestion
            question={question}
            count={questions.length}
            chosen={chosenOf(answers, question.id)}
            missed={listed && !nothing && !isAnswered(answers, question.id)}
          />
        ))}
        <div class="bar">
          <p class="small" role="status">
            {texts.quiz.answered(questions.length - unanswered.length, questions.length)}
          </p>
          {/* First in the form: a stray Enter in an answer saves, and does not hand in. */}
          <button class="btn" type="submit" formaction={`/attempts/${attempt.id}/save`}>
            {texts.quiz.save}
          </button>
          <button class="btn btn-primary" type="submit">
            {texts.quiz.submit}
          </button>
        </div>
      </Form>
    </Page>
  );
}

/** A slip, most likely: no list of every question there is. */
function NothingAnswered({ first }: { first: Questions[number] | undefined }) {
  const { nothing, start } = texts.quiz.unanswered;
  return (
    <ErrorSummary heading={nothing.heading}>
      <p>{nothing.text}</p>
      {first && (
        <p>
          <a href={`#${questionAnchor(first.id)}`}>{start}</a>
        </p>
      )}
    </ErrorSummary>
  );
}

function Unanswered({ questions }: { questions: Questions }) {
  const { heading, text, list } = texts.quiz.unanswered;
  return (
    <ErrorSummary heading={heading(questions.length)}>
      <p>{text}</p>
      <ul class="jumps" aria-label={list}>
        {questions.map(({ id, number }) => (
          <li>
            <a href={`#${questionAnchor(id)}`}>{texts.quiz.short(number)}</a>
          </li>
        ))}
      </ul>
    </ErrorSummary>
  );
}

/** What the paper is for, in its title. */
export function quizTitle({ course, quiz: { kind, module } }: Pick<QuizProps["attempt"], "course" | "quiz">): string {
  const { quizTitle: titles } = texts.learning;
  if (kind === "renewal" || kind === "delta" || kind === "again") return titles[kind](course.title);
  return texts.quiz.title(module?.title ?? course.title);
}

/** Where all must be right, none is more so than others. */
function hasMustPass({ course, quiz: { kind, module } }: QuizProps["attempt"]): boolean {
  if (kind === "again") return false;
  const modules = module ? [module] : course.modules;
  return modules.some(({ questions }) => questions.some(({ mustPass }) => mustPass));
}

function chosenOf(answers: Answers, questionId: string): readonly number[] {
  return Object.hasOwn(answers, questionId) ? (answers[questionId] ?? []) : [];
}
