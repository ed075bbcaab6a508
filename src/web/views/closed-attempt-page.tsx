import type { AttemptPage } from "../../pipeline/learning/port.ts";
import { texts } from "../texts.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { StateActions, StateText } from "./course-state.tsx";
import { ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";

/** An attempt that will not be graded, and how to go on from it. */
export function ClosedAttemptPage({ attempt }: { attempt: Extract<AttemptPage, { kind: "closed" }> }) {
  const { course, state } = attempt;
  return (
    <Page>
      <Breadcrumb course={course} />
      <h1>{texts.closed.title}</h1>
      <p class="lead">{texts.closed.text}</p>
      <p>
        <StateText state={state} course={course} />
      </p>
      <div class="actions">
        <StateActions course={course} state={state} />
        <ActionLink href={`/courses/${course.id}`} label={texts.step.back} />
      </div>
    </Page>
  );
}
