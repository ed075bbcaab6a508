import type { OwnHold } from "../../pipeline/access-pages/port.ts";
import type { SentToRead } from "../../pipeline/awareness/micro-quizzes.ts";
import type { CourseCard, MyTraining } from "../../pipeline/learning/port.ts";
import { minutesOfModule } from "../../training/minutes.ts";
import { nextCourse } from "../next-course.ts";
import { texts } from "../texts.ts";
import { isFresh, StateActions, StateLabel, StateText, toneOf } from "./course-state.tsx";
import { ActionLink } from "./form.tsx";
import { HeldAccess } from "./held-access.tsx";
import { Page } from "./layout.tsx";
import { Panel } from "./notice.tsx";
import { PullRequestList } from "./pull-requests.tsx";
import { SentList } from "./sent-page.tsx";
import { TimeText } from "./time-text.tsx";

interface MyTrainingProps extends MyTraining {
  readonly hasRole: boolean;
  readonly maySeeAudit: boolean;
  /** How many wait to be read and accepted. */
  readonly policies: number;
  readonly holds: readonly OwnHold[];
  /** The newest of what was sent to them. */
  readonly sent: readonly SentToRead[];
}

/** What I need, why, and what it opens: the next step first. */
export function MyTrainingPage(props: MyTrainingProps) {
  const { courses, pullRequests, policies, holds, sent } = props;
  const next = nextCourse(courses);
  return (
    <Page>
      <h1>{texts.training.title}</h1>
      {next ? <NextStep card={next} /> : <NothingToDo />}
      {holds.length > 0 && <HeldAccess holds={holds} />}
      {policies > 0 && (
        <Panel tone="attention">
          <p>
            <a href="/policies">{texts.policies.waiting(policies)}</a>
          </p>
        </Panel>
      )}
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
      {sent.length > 0 && (
        <>
          <h2 id="sent">{texts.awareness.sent.title}</h2>
          <SentList sent={sent} labelledBy="sent" />
        </>
      )}
      <Ways {...props} />
    </Page>
  );
}

/** To everything that is no course. */
function Ways({ hasRole, maySeeAudit, sent }: MyTrainingProps) {
  const ways = [
    { href: "/history", text: texts.learning.history.title },
    { href: "/policies", text: texts.policies.title },
    ...(sent.length > 0 ? [{ href: "/awareness", text: texts.awareness.sent.all }] : []),
    ...(hasRole ? [{ href: "/admin", text: texts.admin.title }] : []),
    ...(maySeeAudit ? [{ href: "/auditor", text: texts.auditor.title }] : []),
  ];
  return (
    <ul class="jumps">
      {ways.map(({ href, text }) => (
        <li>
          <a href={href}>{text}</a>
        </li>
      ))}
    </ul>
  );
}

function NextStep({ card }: { card: CourseCard }) {
  const { course, state, required, questions } = card;
  const fresh = isFresh(state);
  return (
    <Panel tone={toneOf(state)}>
      <h2>{texts.training.next}</h2>
      <p>
        <a href={`/courses/${course.id}`}>
          <strong>{course.title}</strong>
        </a>{" "}
        <span class="muted">{minutesText(card)}</span>
      </p>
      <p>
        <StateText state={state} course={course} /> {required && texts.training.why}
      </p>
      <TimeText card={card} />
      <div class="actions">
        {fresh ? (
          <ActionLink href={`/courses/${course.id}`} label={texts.step.start} primary />
        ) : (
          <StateActions course={course} state={state} questions={questions} />
        )}
      </div>
    </Panel>
  );
}

/** Of what comes next: reading with its quiz, or the quiz alone. */
function minutesText({ course, state, minutes, questions }: CourseCard): string {
  const { minutesEach: each } = texts.learning;
  if (course.quiz.per === "module" && (isFresh(state) || state.state === "under-way"))
    return each(texts.aboutMinutes(minutesOfModule(course).reading));
  return texts.aboutMinutes(isFresh(state) ? minutes.reading : questions);
}

function NothingToDo() {
  return (
    <Panel tone="success">
      <h2>{texts.training.nothing.heading}</h2>
      <p>{texts.training.nothing.text}</p>
    </Panel>
  );
}

function requiredFirst(a: CourseCard, b: CourseCard): number {
  return Number(b.required) - Number(a.required) || Number(a.later) - Number(b.later);
}

/** What nobody asks for and nobody began is nothing to do. */
function asksSomething({ required, later, state }: CourseCard): boolean {
  return required || later || !isFresh(state);
}

function CourseList({ courses }: { courses: readonly CourseCard[] }) {
  return (
    <ul class="rows">
      {courses.toSorted(requiredFirst).map((card) => (
        <li class="row">
          <div class="row-text">
            <a class="row-title" href={`/courses/${card.course.id}`}>
              {card.course.title}
            </a>
            <p class="small muted">
              {card.required ? texts.training.required : texts.training.optional} ·{" "}
              {card.state.state !== "done" && `${minutesText(card)} · `}
              <StateText state={card.state} course={card.course} />
            </p>
            <TimeText card={card} />
          </div>
          {asksSomething(card) && <StateLabel state={card.state} />}
        </li>
      ))}
    </ul>
  );
}
