import type { AttemptPage } from "../../pipeline/learning/port.ts";
import type { Course } from "../../training/curriculum.ts";
import type { ExplainedQuestion } from "../../training/paper-view.ts";
import { pathOfSection } from "../section-path.ts";
import { texts } from "../texts.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { StateActions, StateText } from "./course-state.tsx";
import { ExplainedAnswer } from "./explained-answer.tsx";
import { ActionButton, ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";
import { ModuleActions, ModuleStateText } from "./module-state.tsx";
import { Panel } from "./notice.tsx";

type Graded = Extract<AttemptPage, { kind: "graded" }>;

/** A graded attempt: the score, what comes next, and what was missed with its reasons. */
export function ResultPage({ attempt }: { attempt: Graded }) {
  const { course, explained, passed, score, passMark } = attempt;
  const isAgain = attempt.quiz.kind === "again";
  const missed = explained.questions.filter(({ right }) => !right);
  const right = explained.questions.filter((question) => question.right);
  const againScore = texts.learning.againScore(right.length, explained.questions.length);
  return (
    <Page>
      <Breadcrumb course={course} />
      <h1>{resultHeading(attempt)}</h1>
      <Panel tone={passed ? "success" : "attention"}>
        <p class="lead">{isAgain ? againScore : texts.result.score(score, passMark)}</p>
        {!isAgain && attempt.mustPassMissed.length > 0 && <p>{texts.result.mustPass(attempt.mustPassMissed.length)}</p>}
        <NextStep attempt={attempt} />
      </Panel>
      {attempt.missed.length > 0 ? (
        <AskedAgain attempt={attempt} />
      ) : (
        missed.length > 0 && <ReadAgain course={course} missed={missed} />
      )}
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

/** What is passed or not, in two or three words. */
export function resultHeading({ quiz: { kind }, passed }: Pick<Graded, "quiz" | "passed">): string {
  const { title } = texts.result;
  const { passed: yes, failed: no } = kind === "again" ? texts.learning.againTitle : title;
  return passed ? yes : no;
}

function NextStep({ attempt }: { attempt: Graded }) {
  const { course, state, passed } = attempt;
  const own = attempt.modules.find(({ module }) => module.id === attempt.quiz.module?.id);
  const isLeft = own !== undefined && own.state.state !== "passed";
  return (
    <>
      <p>{isLeft ? <ModuleStateText state={own.state} /> : <NextText state={state} course={course} />}</p>
      <div class="actions">
        {isLeft ? (
          <ModuleActions course={course} progress={own} onResult />
        ) : (
          <NextAction course={course} state={state} passed={passed} />
        )}
        <ActionLink href={`/courses/${course.id}`} label={texts.step.back} />
      </div>
    </>
  );
}

/** As on every page, but for what this page says itself. */
function NextText({ state, course }: Pick<Graded, "course" | "state">) {
  if (state.state === "to-attest") return <>{texts.result.sign}</>;
  if (state.state === "may-retry") return <>{texts.result.mayRetry}</>;
  return <StateText state={state} course={course} />;
}

/** Where the usual next step is to look at this very page, there is another, or none yet. */
function NextAction({ course, state, passed }: Pick<Graded, "course" | "state" | "passed">) {
  switch (state.state) {
    case "cooling-down":
      return null;
    case "done":
      // A try to renew, which takes nothing away.
      if (!passed) return state.againAt === null ? <StateActions course={course} state={state} /> : null;
      return <ActionLink href={`/courses/${course.id}/done`} label={texts.step.opened} primary />;
    case "may-retry":
      return <ActionButton action={`/courses/${course.id}/attempts`} label={texts.step.retry} primary />;
    default:
      return <StateActions course={course} state={state} />;
  }
}

/** What a renewal missed, and where to read about each before it is asked once more. */
function AskedAgain({ attempt: { course, missed } }: { attempt: Graded }) {
  return (
    <section aria-labelledby="again">
      <h2 id="again">{texts.learning.toRead}</h2>
      <ul>
        {missed.map(({ objective, module }) => (
          <li>
            {objective.text}
            <span class="small muted">{texts.learning.toReadWhere}</span>
            <a href={pathOfSection(course, module, objective.section)}>{module.title}</a>
          </li>
        ))}
      </ul>
    </section>
  );
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
