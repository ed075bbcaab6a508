import type { CourseCard } from "../../pipeline/learning/port.ts";
import type { Course, Module } from "../../training/curriculum.ts";
import { readingMinutes } from "../../training/minutes.ts";
import { texts } from "../texts.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { isFresh, StateActions, StateText } from "./course-state.tsx";
import { Page } from "./layout.tsx";
import { ModuleProse } from "./module-prose.tsx";
import { OwnQuiz, WayToOwnQuiz } from "./own-quiz.tsx";

interface ModuleProps {
  readonly course: Course;
  readonly module: Module;
}

/** One module to read, with the way on at its end, and the way to the quiz beside it. */
export function ModulePage({ card, module }: { card: CourseCard; module: Module }) {
  const { course } = card;
  const number = course.modules.indexOf(module) + 1;
  return (
    <Page wide>
      <div class="reader">
        <article class="reader-text">
          <Breadcrumb course={course} />
          <h1>{module.title}</h1>
          <p class="small muted">
            {texts.module.position(number, course.modules.length)} · {texts.minutes(readingMinutes(module))}
            {module.cwe.length > 0 && ` · ${module.cwe.join(", ")}`}
          </p>
          <Steps course={course} number={number} />
          <Objectives module={module} />
          <ModuleProse course={course} module={module} />
          <Further module={module} />
          <OwnQuiz card={card} module={module} />
          <Paging card={card} number={number} />
        </article>
        <div class="reader-side">
          <ModuleNav course={course} module={module} />
          <QuizWay card={card} module={module} />
        </div>
      </div>
    </Page>
  );
}

/** How far through the course this module is; the line above says it in words. */
function Steps({ course, number }: { course: Course; number: number }) {
  return (
    <div class="steps" aria-hidden="true">
      {course.modules.map((_, index) => (
        <span class={index < number ? "step step-reached" : "step"} />
      ))}
    </div>
  );
}

function Objectives({ module }: { module: Module }) {
  return (
    <section class="panel panel-neutral" aria-labelledby="objectives">
      <h2 id="objectives">{texts.module.objectives}</h2>
      <ul>
        {module.objectives.map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
    </section>
  );
}

function Further({ module }: { module: Module }) {
  if (module.further.length === 0) return null;
  return (
    <section class="further" aria-labelledby="further">
      <h2 id="further">{texts.module.further}</h2>
      <ul>
        {module.further.map(({ title, url }) => (
          <li>
            <a href={url} rel="noopener noreferrer">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Paging({ card: { course, state, modules, questions }, number }: { card: CourseCard; number: number }) {
  const previous = course.modules[number - 2];
  const next = course.modules[number];
  return (
    <nav class="paging" aria-label={texts.module.paging}>
      {previous && <PageLink course={course} module={previous} label={texts.module.previous} />}
      {next ? (
        <PageLink course={course} module={next} label={texts.module.next} forward />
      ) : (
        modules.length === 0 && (
          <div class="paging-end">
            <p>{texts.module.toQuiz}</p>
            <div class="actions">
              <StateActions course={course} state={state} questions={questions} />
            </div>
          </div>
        )
      )}
    </nav>
  );
}

function PageLink({ course, module, label, forward = false }: ModuleProps & { label: string; forward?: boolean }) {
  return (
    <a class={forward ? "paging-link paging-end" : "paging-link"} href={`/courses/${course.id}/${module.id}`}>
      <span class="small muted">{label}</span>
      <span>{module.title}</span>
    </a>
  );
}

/** Nobody has to read everything first: the quiz is one step away from every module. */
function QuizWay({ card, module }: { card: CourseCard; module: Module }) {
  const { course, state, modules, questions } = card;
  const own = modules.find((one) => one.module.id === module.id);
  if (own) return <WayToOwnQuiz card={card} progress={own} />;
  return (
    <section class="reader-quiz" aria-labelledby="quiz">
      <h2 id="quiz">{texts.module.quiz}</h2>
      <p>{isFresh(state) ? texts.module.whenReady(questions) : <StateText state={state} course={course} />}</p>
      <div class="actions">
        <StateActions course={course} state={state} questions={questions} quiet />
      </div>
    </section>
  );
}

function ModuleNav({ course, module }: ModuleProps) {
  return (
    <nav class="reader-nav" aria-labelledby="modules">
      <h2 id="modules">{texts.module.others}</h2>
      <ol>
        {course.modules.map((other) => (
          <li>
            <a href={`/courses/${course.id}/${other.id}`} {...(other === module && { "aria-current": "page" })}>
              {other.title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
