import type { CourseCard, MyTraining } from "../../pipeline/learning-port.ts";
import { nextCourse } from "../next-course.ts";
import { texts } from "../texts.ts";
import { isFresh, StateActions, StateLabel, StateText, toneOf } from "./course-state.tsx";
import { ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";
import { Panel } from "./notice.tsx";
import { PullRequestList } from "./pull-requests.tsx";

/** What I need, why, and what it opens: the next step first. */
export function MyTrainingPage({ courses, pullRequests, hasRole }: MyTraining & { readonly hasRole: boolean }) {
  const next = nextCourse(courses);
  return (
    <Page>
      <h1>{texts.training.title}</h1>
      {next ? <NextStep card={next} /> : <NothingToDo />}
      <h2>{texts.training.opens}</h2>
      {pullRequests.length > 0 ? (
        <>
          <p>{texts.training.pullRequests(pullRequests.length)}</p>
          <PullRequestList pullRequests={pullRequests} />
        </>
      ) : (
        <p class="muted">{texts.training.noPullRequests}</p>
      )}
      <h2>{texts.training.courses}</h2>
      {courses.length > 0 ? <CourseList courses={courses} /> : <p class="muted">{texts.training.noCourses}</p>}
      {hasRole && (
        <p>
          <a href="/admin">{texts.admin.title}</a>
        </p>
      )}
    </Page>
  );
}

function NextStep({ card }: { card: CourseCard }) {
  const { course, state, minutes, required } = card;
  const fresh = isFresh(state);
  return (
    <Panel tone={toneOf(state)}>
      <h2>{texts.training.next}</h2>
      <p>
        <a href={`/courses/${course.id}`}>
          <strong>{course.title}</strong>
        </a>{" "}
        <span class="muted">{texts.aboutMinutes(fresh ? minutes.reading : minutes.testOut)}</span>
      </p>
      <p>
        <StateText state={state} /> {required && texts.training.why}
      </p>
      <div class="actions">
        {fresh ? (
          <ActionLink href={`/courses/${course.id}`} label={texts.step.start} primary />
        ) : (
          <StateActions course={course} state={state} />
        )}
      </div>
    </Panel>
  );
}

function NothingToDo() {
  return (
    <Panel tone="success">
      <h2>{texts.training.nothing.heading}</h2>
      <p>{texts.training.nothing.text}</p>
    </Panel>
  );
}

function CourseList({ courses }: { courses: readonly CourseCard[] }) {
  return (
    <ul class="rows">
      {courses.map(({ course, state, minutes, required }) => (
        <li class="row">
          <div class="row-text">
            <a class="row-title" href={`/courses/${course.id}`}>
              {course.title}
            </a>
            <p class="small muted">
              {required ? texts.training.required : texts.training.optional} · {texts.aboutMinutes(minutes.reading)} ·{" "}
              <StateText state={state} />
            </p>
          </div>
          <StateLabel state={state} />
        </li>
      ))}
    </ul>
  );
}
