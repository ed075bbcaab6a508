import type { CourseCard, CourseState } from "../../pipeline/learning-port.ts";
import { texts } from "../texts.ts";
import { ActionButton, ActionLink } from "./form.tsx";
import { Label, type Tone } from "./notice.tsx";
import { Day, Moment } from "./time.tsx";

const TONES: Record<CourseState["state"], Tone> = {
  "not-started": "neutral",
  "attempt-open": "accent",
  "cooling-down": "attention",
  "may-retry": "attention",
  "to-attest": "accent",
  done: "success",
  expired: "danger",
};

export function toneOf({ state }: CourseState): Tone {
  return TONES[state];
}

/** Nothing is under way: the choice between reading and the quiz is open. */
export function isFresh({ state }: CourseState): boolean {
  return state === "not-started" || state === "expired";
}

export function StateLabel({ state }: { state: CourseState }) {
  return <Label tone={toneOf(state)}>{texts.state[state.state]}</Label>;
}

/** Where somebody is with a course, in a sentence with its dates. */
export function StateText({ state }: { state: CourseState }) {
  const t = texts.stateText;
  switch (state.state) {
    case "cooling-down":
      return (
        <>
          {t.coolingBefore}
          <Moment at={state.nextAt} />
          {t.coolingAfter}
        </>
      );
    case "done":
      return (
        <>
          {t.doneBefore}
          <Day at={state.completedAt} />
          {state.validUntil && t.validBefore}
          {state.validUntil && <Day at={state.validUntil} />}
          {t.end}
        </>
      );
    case "expired":
      return (
        <>
          {t.expiredBefore}
          <Day at={state.since} />
          {t.end}
        </>
      );
    case "to-attest":
      return <>{state.attemptId === null ? t.elsewhere : t[state.state]}</>;
    default:
      return <>{t[state.state]}</>;
  }
}

interface ActionsProps extends Pick<CourseCard, "course" | "state"> {
  /** Where it is not the page's main thing to do. */
  readonly quiet?: boolean;
}

/** What can be done in this state, the likeliest first. */
export function StateActions({ course, state, quiet = false }: ActionsProps) {
  const primary = !quiet;
  const path = `/courses/${course.id}`;
  const start = `${path}/attempts`;
  switch (state.state) {
    case "attempt-open":
      return <ActionLink href={`/attempts/${state.attemptId}`} label={texts.step.continueQuiz} primary={primary} />;
    case "to-attest":
      return <ActionLink href={`${path}/attest`} label={texts.step.sign} primary={primary} />;
    case "may-retry":
      return (
        <>
          <ActionButton action={start} label={texts.step.retry} primary={primary} />
          <ActionLink href={`/attempts/${state.lastAttemptId}`} label={texts.step.missed} />
        </>
      );
    case "cooling-down":
      return <ActionLink href={`/attempts/${state.lastAttemptId}`} label={texts.step.missed} primary={primary} />;
    case "done":
      return (
        <>
          {state.attemptId && <ActionLink href={`/attempts/${state.attemptId}`} label={texts.step.result} />}
          <ActionButton action={start} label={texts.step.renew} />
        </>
      );
    case "not-started":
    case "expired":
      return <ActionButton action={start} label={texts.step.startQuiz} primary={primary} />;
  }
}
