import type { ModuleProgress, ModuleState } from "../../pipeline/learning/port.ts";
import type { Course } from "../../training/curriculum.ts";
import { texts } from "../texts.ts";
import { CoolingText } from "./course-state.tsx";
import { ActionButton, ActionLink } from "./form.tsx";
import { Label, type Tone } from "./notice.tsx";
import { Day } from "./time.tsx";

const TONES: Record<ModuleState["state"], Tone> = {
  "not-started": "neutral",
  "attempt-open": "accent",
  "cooling-down": "attention",
  "may-retry": "attention",
  passed: "success",
  reopened: "attention",
};

export function ModuleLabel({ state }: { state: ModuleState }) {
  return <Label tone={TONES[state.state]}>{texts.learning.moduleState[state.state]}</Label>;
}

/** Where somebody is with a module that has a quiz of its own. */
export function ModuleStateText({ state }: { state: ModuleState }) {
  switch (state.state) {
    case "passed":
      return (
        <>
          {texts.learning.passedBefore}
          <Day at={state.at} />
          {texts.stateText.end}
        </>
      );
    case "cooling-down":
      return <CoolingText until={state.nextAt} />;
    default:
      return <>{texts.learning.moduleText[state.state]}</>;
  }
}

/** What can be done with it. On the page of a result there is no other result to look at. */
export function ModuleActions({
  course,
  progress: { module, state },
  onResult = false,
}: {
  course: Course;
  progress: ModuleProgress;
  onResult?: boolean;
}) {
  const start = `/courses/${course.id}/${module.id}/attempts`;
  switch (state.state) {
    case "not-started":
    case "reopened":
      return <ActionButton action={start} label={texts.learning.takeModuleQuiz} primary />;
    case "attempt-open":
      return <ActionLink href={`/attempts/${state.attemptId}`} label={texts.step.continueQuiz} primary />;
    case "may-retry":
      return (
        <>
          <ActionButton action={start} label={texts.step.retry} primary />
          {!onResult && <ActionLink href={`/attempts/${state.lastAttemptId}`} label={texts.step.missed} />}
        </>
      );
    case "cooling-down":
      return onResult ? null : (
        <ActionLink href={`/attempts/${state.lastAttemptId}`} label={texts.step.missed} primary />
      );
    case "passed":
      return onResult ? null : <ActionLink href={`/attempts/${state.attemptId}`} label={texts.step.result} />;
  }
}
