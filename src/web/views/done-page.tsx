import type { CourseCard, MyTraining, WaitingPullRequest } from "../../pipeline/learning/port.ts";
import { nextCourse } from "../next-course.ts";
import { texts } from "../texts.ts";
import { StateText } from "./course-state.tsx";
import { ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";
import { Panel } from "./notice.tsx";
import { nameOf, PullRequestList } from "./pull-requests.tsx";
import { TimeText } from "./time-text.tsx";

/** What the signature opened, and the way back to where they came from. */
export function DonePage({ card, training }: { card: CourseCard; training: MyTraining }) {
  const { pullRequests } = training;
  const [only, ...others] = pullRequests;
  return (
    <Page>
      <h1>{texts.done.title}</h1>
      <Panel tone="success">
        <p>{texts.done.text(card.course.title)}</p>
        <p>
          <StateText state={card.state} course={card.course} />
        </p>
      </Panel>
      <NextCourse training={training} />
      <h2>{texts.done.opens}</h2>
      {pullRequests.length > 0 ? (
        <>
          <p>{pullRequests.every(isOpen) ? texts.done.open(pullRequests.length) : texts.done.checking}</p>
          <PullRequestList pullRequests={pullRequests} />
        </>
      ) : (
        <p>{texts.done.none}</p>
      )}
      <div class="actions">
        {only && others.length === 0 && <ActionLink href={only.url} label={texts.done.back(nameOf(only))} primary />}
        {!pullRequests.every(isOpen) && (
          <ActionLink href={`/courses/${card.course.id}/done`} label={texts.done.again} />
        )}
        <ActionLink href={`/courses/${card.course.id}/certificate`} label={texts.learning.certificate.link} />
        <ActionLink href="/" label={texts.step.toTraining} />
      </div>
    </Page>
  );
}

function isOpen({ conclusion }: WaitingPullRequest): boolean {
  return conclusion === "success";
}

function NextCourse({ training }: { training: MyTraining }) {
  const next = nextCourse(training.courses);
  if (!next) return null;
  return (
    <Panel tone={next.by === null ? "attention" : "neutral"}>
      <h2>{next.by === null ? texts.done.moreRequired : texts.learning.follows}</h2>
      <p>
        <a href={`/courses/${next.course.id}`}>{next.course.title}</a>
      </p>
      <TimeText card={next} />
    </Panel>
  );
}
