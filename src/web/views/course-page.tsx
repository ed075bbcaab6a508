import type { CourseCard } from "../../pipeline/learning/port.ts";
import type { Course } from "../../training/curriculum.ts";
import { minutesOfModule, readingMinutes } from "../../training/minutes.ts";
import { texts } from "../texts.ts";
import { isFresh, StateActions, StateLabel, StateText, toneOf } from "./course-state.tsx";
import { ActionButton, ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";
import { ModuleLabel } from "./module-state.tsx";
import { Panel } from "./notice.tsx";
import { TimeText } from "./time-text.tsx";

/** A course: where I am with it, the two ways through it, and its modules. */
export function CoursePage({ card }: { card: CourseCard }) {
  const { course, state } = card;
  const fresh = isFresh(state);
  return (
    <Page>
      <h1>{course.title}</h1>
      <p class="lead">{course.summary}</p>
      <p class="small muted">
        <CourseFacts course={course} /> · {texts.course.version(course.version)}
      </p>
      {state.state !== "not-started" && (
        <Panel tone={toneOf(state)}>
          <h2>{texts.course.yourState}</h2>
          <p>
            <StateLabel state={state} /> <StateText state={state} course={course} />
          </p>
          <TimeText card={card} />
          {!fresh && (
            <div class="actions">
              <StateActions course={course} state={state} questions={card.questions} />
            </div>
          )}
        </Panel>
      )}
      {fresh && <TimeText card={card} />}
      {fresh && (course.quiz.per === "module" ? <OneByOne card={card} /> : <TwoWays card={card} />)}
      <h2>{texts.course.modules}</h2>
      <ModuleList card={card} />
    </Page>
  );
}

function CourseFacts({ course: { modules, quiz } }: { course: Course }) {
  const { perModule } = texts.learning;
  const facts = quiz.per === "module" ? perModule : texts.course.facts;
  return <>{facts(modules.length, quiz.draw, quiz.passMark)}</>;
}

/** A quiz for each module: the way on is the first of them, by reading or without. */
function OneByOne({ card: { course, modules } }: { card: CourseCard }) {
  const first = modules[0];
  return (
    <section aria-labelledby="one-by-one">
      <h2 id="one-by-one">{texts.learning.oneByOne.heading}</h2>
      <p>{texts.learning.oneByOne.text}</p>
      <p class="small muted">{texts.learning.minutesEach(texts.aboutMinutes(minutesOfModule(course).reading))}</p>
      {first && (
        <div class="actions">
          <ActionLink href={`/courses/${course.id}/${first.module.id}`} label={texts.course.firstModule} primary />
          <ActionButton action={`/courses/${course.id}/${first.module.id}/attempts`} label={texts.step.startQuiz} />
        </div>
      )}
    </section>
  );
}

/** Reading and testing out side by side: neither is the lesser way. */
function TwoWays({ card: { course, minutes } }: { card: CourseCard }) {
  const { readFirst, quizFirst } = texts.course;
  const first = course.modules[0];
  return (
    <section aria-labelledby="two-ways">
      <h2 id="two-ways">{texts.course.choose}</h2>
      <div class="choices">
        <div class="choice">
          <h3>{readFirst.heading}</h3>
          <p>{readFirst.text}</p>
          <p class="small muted">{texts.aboutMinutes(minutes.reading)}</p>
          {first && <ActionLink href={`/courses/${course.id}/${first.id}`} label={texts.course.firstModule} primary />}
        </div>
        <div class="choice">
          <h3>{quizFirst.heading}</h3>
          <p>{quizFirst.text}</p>
          <p class="small muted">{texts.aboutMinutes(minutes.testOut)}</p>
          <ActionButton action={`/courses/${course.id}/attempts`} label={texts.step.startQuiz} primary />
        </div>
      </div>
    </section>
  );
}

function ModuleList({ card: { course, modules } }: { card: CourseCard }) {
  return (
    <ol class="rows">
      {course.modules.map((module) => {
        const progress = modules.find((one) => one.module.id === module.id);
        return (
          <li class="row">
            <a class="row-title" href={`/courses/${course.id}/${module.id}`}>
              {module.title}
            </a>
            <span class="small muted row-end">{texts.minutes(readingMinutes(module))}</span>
            {progress && <ModuleLabel state={progress.state} />}
          </li>
        );
      })}
    </ol>
  );
}
