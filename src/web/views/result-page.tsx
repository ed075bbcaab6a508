import type { AttemptPage, CourseState } from "../../pipeline/learning-port.ts";
import type { Course } from "../../training/curriculum.ts";
import type { ExplainedQuestion } from "../../training/paper-view.ts";
import { texts } from "../texts.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { StateActions, StateText } from "./course-state.tsx";
import { ExplainedAnswer } from "./explained-answer.tsx";
import { ActionButton, ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";
import { Panel } from "./notice.tsx";

type Graded = Extract<AttemptPage, { kind: "graded" }>;

/** A graded attempt: the score, what comes next, and what was missed with its reasons. */
export function ResultPage({ attempt }: { attempt: Graded }) {
  const { course, explained, passed, score, passMark } = attempt;
  const missed = explained.questions.filter(({ right }) => !right);
  const right = explained.questions.filter((question) => question.right);
  return (
    <Page>
      <Breadcrumb course={course} />
      <h1>{passed ? texts.result.title.passed : texts.result.title.failed}</h1>
      <Panel tone={passed ? "success" : "attention"}>
        <p class="lead">{texts.result.score(score, passMark)}</p>
        {attempt.mustPassMissed.length > 0 && <p>{texts.result.mustPass(attempt.mustPassMissed.length)}</p>}
        <NextStep attempt={attempt} />
      </Panel>
      {missed.length > 0 && <ReadAgain course={course} missed={missed} />}
      <h2 id="missed">{missed.length > 0 ? texts.result.missed(missed.length) : texts.result.nothingMissed}</h2>
      {missed.map((question) => (
        <ExplainedAnswer course={course} question={question} />
      ))}
      {explained.reworded > 0 && <p class="muted">{texts.result.reworded(explained.reworded)}</p>}
      {right.length > 0 && (
        <details class="more">
          <summary>{missed.length > 0 ? texts.result.right(right.length) : texts.result.reasons}</summary>
          {right.map((question) => (
            <ExplainedAnswer course={course} question={question} />
          ))}
        </details>
      )}
    </Page>
  );
}

function NextStep({ attempt: { course, state } }: { attempt: Graded }) {
  return (
    <>
      <p>
        <NextText state={state} />
      </p>
      <div class="actions">
        <NextAction course={course} state={state} />
        <ActionLink href={`/courses/${course.id}`} label={texts.step.back} />
      </div>
    </>
  );
}

/** As on every page, but for what this page says itself. */
function NextText({ state }: { state: CourseState }) {
  if (state.state === "to-attest") return <>{texts.result.sign}</>;
  if (state.state === "may-retry") return <>{texts.result.mayRetry}</>;
  return <StateText state={state} />;
}

/** Where the usual next step is to look at this very page, there is another, or none yet. */
function NextAction({ course, state }: Pick<Graded, "course" | "state">) {
  switch (state.state) {
    case "cooling-down":
      return null;
    case "done":
      return <ActionLink href={`/courses/${course.id}/done`} label={texts.step.opened} primary />;
    case "may-retry":
      return <ActionButton action={`/courses/${course.id}/attempts`} label={texts.step.retry} primary />;
    default:
      return <StateActions course={course} state={state} />;
  }
}

/** Where to read, the module with most to learn first. */
function ReadAgain({ course, missed }: { course: Course; missed: readonly ExplainedQuestion[] }) {
  const modules = course.modules
    .map((module) => ({ module, count: missed.filter((question) => question.module.id === module.id).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  return (
    <section aria-labelledby="read-again">
      <h2 id="read-again">{texts.result.readAgain}</h2>
      <ul>
        {modules.map(({ module, count }) => (
          <li>
            <a href={`/courses/${course.id}/${module.id}`}>{module.title}</a>{" "}
            <span class="small muted">{texts.result.missedHere(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
