import type { Course } from "../../training/curriculum.ts";
import type { ExplainedOption, ExplainedQuestion } from "../../training/paper-view.ts";
import { pathOfSection } from "../section-path.ts";
import { texts } from "../texts.ts";
import { Icon } from "./icon.tsx";
import { Label } from "./notice.tsx";
import { InlineProse, Prose } from "./prose.tsx";

/** A graded question: every option with its reason, and where to read about it. */
export function ExplainedAnswer({ course, question }: { course: Pick<Course, "id">; question: ExplainedQuestion }) {
  const { module } = question;
  return (
    <section class="explained" aria-labelledby={`explained-${question.id}`}>
      <h3 id={`explained-${question.id}`}>{texts.quiz.short(question.number)}</h3>
      {question.mustPass && <Label tone="attention">{texts.result.mustPassLabel}</Label>}
      <Prose text={question.text} headingShift={2} />
      <ul class="explained-options">
        {question.options.map((option) => (
          <ExplainedChoice option={option} />
        ))}
      </ul>
      <p class="small">
        {texts.result.readModule}
        <a href={pathOfSection(course, module, question.section)}>{module.title}</a>
        {texts.result.objective(question.objective)}
      </p>
    </section>
  );
}

function ExplainedChoice({ option }: { option: ExplainedOption }) {
  const { correct, chosen } = option;
  const kind = correct ? (chosen ? "right-chosen" : "right-missed") : chosen ? "wrong-chosen" : "wrong-left";
  return (
    <li class={`explained-option explained-${kind}`}>
      <p class="explained-mark">
        <Icon name={correct ? "check" : chosen ? "cross" : "dot"} />
        {texts.result.option[kind]}
      </p>
      <p>
        <InlineProse text={option.text} />
      </p>
      <Prose text={option.why} headingShift={3} />
    </li>
  );
}
