import type { AttemptPage } from "../../pipeline/learning-port.ts";
import { texts } from "../texts.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { StateActions, StateText } from "./course-state.tsx";
import { ExplainedAnswer } from "./explained-answer.tsx";
import { ActionLink } from "./form.tsx";
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
        {attempt.mustPassMissed.length > 0 && <p>{texts.result.mustPass}</p>}
        <NextStep attempt={attempt} />
      </Panel>
      <h2>{missed.length > 0 ? texts.result.missed(missed.length) : texts.result.nothingMissed}</h2>
      {missed.map((question) => (
        <ExplainedAnswer course={course} question={question} />
      ))}
      {explained.reworded > 0 && <p class="muted">{texts.result.reworded(explained.reworded)}</p>}
      {right.length > 0 && (
        <details class="more">
          <summary>{texts.result.right(right.length)}</summary>
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
      <p>{state.state === "to-attest" ? texts.result.sign : <StateText state={state} />}</p>
      <div class="actions">
        {/* The page that it leads to is this one. */}
        {state.state !== "cooling-down" && state.state !== "done" && <StateActions course={course} state={state} />}
        {state.state === "done" && <ActionLink href={`/courses/${course.id}/done`} label={texts.step.opened} primary />}
        <ActionLink href={`/courses/${course.id}`} label={texts.step.back} />
      </div>
    </>
  );
}
