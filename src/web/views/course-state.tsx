import type { CourseCard, CourseState } from "../../pipeline/learning/port.ts";
import type { Course } from "../../training/curriculum.ts";
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
  "under-way": "accent",
  changed: "attention",
  "asked-again": "accent",
};

export function toneOf({ state }: CourseState): Tone {
  return TONES[state];
}

/** Nothing is under way: the choice between reading and the quiz is open. */
export function isFresh({ state }: CourseState): boolean {
  return state === "not-started";
}

export function StateLabel({ state }: { state: CourseState }) {
  return <Label tone={toneOf(state)}>{texts.state[state.state]}</Label>;
}

/** When the next try opens. */
export function CoolingText({ until }: { until: Date }) {
  const t = texts.stateText;
  return (
    <>
      {t.coolingBefore}
      <Moment at={until} />
      {t.coolingAfter}
    </>
  );
}

/** Where somebody is with a course, in a sentence with its dates. */
export function StateText({ state, course }: { state: CourseState; course: Course }) {
  const t = texts.stateText;
  switch (state.state) {
    case "cooling-down":
      return <CoolingText until={state.nextAt} />;
    case "done":
      return (
        <>
          {t.doneBefore}
          <Day at={state.completedAt} />
          {state.validUntil && t.validBefore}
          {state.validUntil && <Day at={state.validUntil} />}
          {t.end}
          {state.again === "renewal" && state.againAt && (
            <>
              {t.againBefore}
              <Moment at={state.againAt} />
              {t.end}
            </>
          )}
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
    case "under-way":
      return <>{texts.learning.underWay(state.passed, state.of)}</>;
    case "changed":
      return <>{changedText(state.modules, course)}</>;
    case "asked-again":
      return <>{texts.learning.askedAgain(state.missed)}</>;
    default:
      return <>{t[state.state]}</>;
  }
}

function changedText(changed: readonly string[], { modules }: Course): string {
  const titles = modules.flatMap(({ id, title }) => (changed.includes(id) ? [title] : []));
  return titles.length === modules.length || titles.length === 0
    ? texts.learning.changedAll
    : texts.learning.changed(titles);
}

interface ActionsProps extends Pick<CourseCard, "course" | "state"> {
  /** Where it is not the page's main thing to do. */
  readonly quiet?: boolean;
  /** On the paper that comes next, where that is known. */
  readonly questions?: number;
}

/** What can be done in this state, the likeliest first. */
export function StateActions({ course, state, quiet = false, questions }: ActionsProps) {
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
    case "under-way":
      // All are passed, since what was left went out of the course: starting completes it.
      return state.next === null ? (
        <ActionButton action={start} label={texts.step.sign} primary={primary} />
      ) : (
        <ActionLink href={`${path}/${state.next}`} label={texts.learning.goOn} primary={primary} />
      );
    case "asked-again":
      return <ActionButton action={start} label={texts.learning.again(state.missed)} primary={primary} />;
    case "done":
      return <DoneActions course={course} state={state} questions={questions} />;
    case "changed":
    case "expired":
    case "not-started":
      return <ActionButton action={start} label={startLabel(state, questions)} primary={primary} />;
  }
}

function DoneActions({
  course,
  state,
  questions,
}: {
  course: Course;
  state: Extract<CourseState, { state: "done" }>;
  questions: number | undefined;
}) {
  const path = `/courses/${course.id}`;
  const { renew } = texts.step;
  return (
    <>
      {state.attemptId && <ActionLink href={`/attempts/${state.attemptId}`} label={texts.step.result} />}
      <ActionLink href={`${path}/certificate`} label={texts.learning.certificate.link} />
      {state.again && state.againAt === null && (
        <ActionButton
          action={`${path}/attempts`}
          label={state.again === "renewal" && questions !== undefined ? texts.learning.renew(questions) : renew}
        />
      )}
    </>
  );
}

function startLabel({ state }: CourseState, questions: number | undefined): string {
  if (questions === undefined || state === "not-started") return texts.step.startQuiz;
  return state === "expired" ? texts.learning.renew(questions) : texts.learning.whatChanged(questions);
}
