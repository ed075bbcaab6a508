import type { AnsweredMicroQuestion, AskedQuestion, ReadingPage } from "../../pipeline/awareness/micro-quizzes.ts";
import { answerField } from "../answers-form.ts";
import { texts } from "../texts.ts";
import { Form } from "./form.tsx";
import { Page } from "./layout.tsx";
import { ErrorSummary, Label } from "./notice.tsx";
import { InlineProse, Prose } from "./prose.tsx";

const t = texts.awareness.page;

/** Something to read, and three questions for who likes to try them. */
export function AwarenessReadingPage({ page, problem }: { page: ReadingPage; problem: boolean }) {
  const { newsletter, asked, answered } = page;
  return (
    <Page>
      <nav class="breadcrumb" aria-label={t.up}>
        <a href="/awareness">{texts.awareness.sent.title}</a>
      </nav>
      <h1>{newsletter.title}</h1>
      {problem && (
        <ErrorSummary heading={t.incomplete}>
          <p>
            <a href="#quiz">{t.quiz}</a>
          </p>
        </ErrorSummary>
      )}
      <Prose text={newsletter.markdown} />
      {asked && <Quiz slug={newsletter.slug} asked={asked} />}
      {answered && (
        <>
          <h2 id="quiz">{t.answered}</h2>
          {answered.map((question) => (
            <Answered question={question} />
          ))}
        </>
      )}
    </Page>
  );
}

function Quiz({ slug, asked }: { slug: string; asked: readonly AskedQuestion[] }) {
  return (
    <>
      <h2 id="quiz">{t.quiz}</h2>
      <p>{t.quizIntro}</p>
      <Form action={`/awareness/${slug}`}>
        {asked.map(({ id, text, options }, index) => (
          <fieldset class="question" aria-describedby={`question-${id}-text`}>
            <legend>{t.question(index + 1)}</legend>
            <Prose text={text} headingShift={2} id={`question-${id}-text`} />
            {options.map((option, place) => (
              <label class="option">
                <input type="radio" name={answerField(id)} value={String(place)} required />
                <InlineProse text={option} />
              </label>
            ))}
          </fieldset>
        ))}
        <p>
          <button class="btn btn-primary" type="submit">
            {t.hand}
          </button>
        </p>
      </Form>
    </>
  );
}

function Answered({ question: { text, chosen, isRight, why, right } }: { question: AnsweredMicroQuestion }) {
  return (
    <section class="question">
      <Prose text={text} headingShift={2} />
      <p>
        <Label tone={isRight ? "success" : "attention"}>{isRight ? t.right : t.wrong}</Label>
      </p>
      <p>
        {t.chosen}
        <InlineProse text={chosen} />
      </p>
      <p>
        <InlineProse text={why} />
      </p>
      {right && (
        <p>
          {t.better}
          <InlineProse text={right.text} /> <InlineProse text={right.why} />
        </p>
      )}
    </section>
  );
}
