import type { QuestionView } from "../../training/paper-view.ts";
import { answerField } from "../answers-form.ts";
import { texts } from "../texts.ts";
import { InlineProse, Prose } from "./prose.tsx";

interface QuestionProps {
  readonly question: QuestionView;
  readonly count: number;
  readonly chosen: readonly number[];
  readonly missed: boolean;
}

/** Where links to a question lead; it takes the focus there. */
export function questionAnchor(questionId: string): string {
  return `question-${questionId}`;
}

/**
 * A legend may hold no code block, so the question's text stands below it and describes the group. `QuestionView` has
 * no room for the answer key.
 */
export function QuizQuestion({ question, count, chosen, missed }: QuestionProps) {
  const anchor = questionAnchor(question.id);
  const errorId = `${anchor}-error`;
  return (
    <fieldset
      id={anchor}
      class={missed ? "question question-missed" : "question"}
      tabindex={-1}
      aria-describedby={missed ? `${errorId} ${anchor}-text` : `${anchor}-text`}
    >
      <legend>{texts.quiz.question(question.number, count)}</legend>
      {missed && (
        <p class="error" id={errorId}>
          {texts.quiz.unanswered.one}
        </p>
      )}
      <Prose text={question.text} headingShift={2} id={`${anchor}-text`} />
      <p class="small muted">{texts.quiz[question.kind]}</p>
      {question.options.map(({ position, text }) => (
        <label class="option">
          <input
            type={question.kind === "single" ? "radio" : "checkbox"}
            name={answerField(question.id)}
            value={String(position)}
            checked={chosen.includes(position)}
          />
          <InlineProse text={text} />
        </label>
      ))}
    </fieldset>
  );
}
