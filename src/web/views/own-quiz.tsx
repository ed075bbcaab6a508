import type { CourseCard, ModuleProgress } from "../../pipeline/learning/port.ts";
import type { Module } from "../../training/curriculum.ts";
import { texts } from "../texts.ts";
import { ModuleActions, ModuleStateText } from "./module-state.tsx";

/** Where the module has a quiz of its own, it ends in it. */
export function OwnQuiz({ card: { course, modules }, module }: { card: CourseCard; module: Module }) {
  const progress = modules.find((one) => one.module.id === module.id);
  if (!progress) return null;
  return (
    <section class="panel panel-accent" aria-labelledby="own-quiz">
      <h2 id="own-quiz">{texts.learning.moduleQuiz}</h2>
      <p>
        {texts.learning.moduleWhenReady(course.quiz.draw)} <ModuleStateText state={progress.state} />
      </p>
      <div class="actions">
        <ModuleActions course={course} progress={progress} />
      </div>
    </section>
  );
}

/** Its quiz stands below the text: nobody has to read so far. */
export function WayToOwnQuiz({
  card: { course },
  progress: { state },
}: {
  card: CourseCard;
  progress: ModuleProgress;
}) {
  return (
    <section class="reader-quiz" aria-labelledby="quiz">
      <h2 id="quiz">{texts.module.quiz}</h2>
      <p>
        {state.state === "not-started" ? texts.module.whenReady(course.quiz.draw) : <ModuleStateText state={state} />}
      </p>
      <a href="#own-quiz">{texts.learning.toModuleQuiz}</a>
    </section>
  );
}
