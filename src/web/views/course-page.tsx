import type { CourseCard } from "../../pipeline/learning-port.ts";
import type { Course } from "../../training/curriculum.ts";
import { readingMinutes } from "../reading-time.ts";
import { texts } from "../texts.ts";
import { isFresh, StateActions, StateLabel, StateText, toneOf } from "./course-state.tsx";
import { ActionButton, ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";
import { Panel } from "./notice.tsx";

/** A course: where I am with it, the two ways through it, and its modules. */
export function CoursePage({ card }: { card: CourseCard }) {
  const { course, state } = card;
  const fresh = isFresh(state);
  return (
    <Page>
      <h1>{course.title}</h1>
      <p class="lead">{course.summary}</p>
      <p class="small muted">
        {texts.course.facts(course.modules.length, course.quiz.draw, course.quiz.passMark)} ·{" "}
        {texts.course.version(course.version)}
      </p>
      {state.state !== "not-started" && (
        <Panel tone={toneOf(state)}>
          <h2>{texts.course.yourState}</h2>
          <p>
            <StateLabel state={state} /> <StateText state={state} />
          </p>
          {!fresh && (
            <div class="actions">
              <StateActions course={course} state={state} />
            </div>
          )}
        </Panel>
      )}
      {fresh && <TwoWays card={card} />}
      <h2>{texts.course.modules}</h2>
      <ModuleList course={course} />
    </Page>
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

function ModuleList({ course }: { course: Course }) {
  return (
    <ol class="rows">
      {course.modules.map((module) => (
        <li class="row">
          <a class="row-title" href={`/courses/${course.id}/${module.id}`}>
            {module.title}
          </a>
          <span class="small muted row-end">{texts.minutes(readingMinutes(module.words))}</span>
        </li>
      ))}
    </ol>
  );
}
