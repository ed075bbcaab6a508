import { Hono } from "hono";
import type { AttemptPage, Learning } from "../../pipeline/learning/port.ts";
import { isAnswered, mergeAnswers } from "../answers-form.ts";
import type { SignedInEnv } from "../env.ts";
import { texts } from "../texts.ts";
import { ClosedAttemptPage } from "../views/closed-attempt-page.tsx";
import { QuizPage, quizTitle } from "../views/quiz-page.tsx";
import { questionAnchor } from "../views/quiz-question.tsx";
import { ResultPage, resultHeading } from "../views/result-page.tsx";

/** The quiz and its result. Somebody else's attempt is not found, as if there were none. */
export function attemptRoutes(learning: Learning) {
  return new Hono<SignedInEnv>()
    .get("/attempts/:attempt", async (c) => {
      const attempt = await learning.attempt(c.var.viewer, c.req.param("attempt"));
      if (!attempt) return c.notFound();
      if (attempt.kind === "graded") return c.render(<ResultPage attempt={attempt} />, { title: resultTitle(attempt) });
      if (attempt.kind === "closed")
        return c.render(<ClosedAttemptPage attempt={attempt} />, { title: texts.closed.title });
      const asking = c.req.query("asking") !== undefined;
      return c.render(<QuizPage attempt={attempt} asking={asking} />, {
        title: quizTitle(attempt),
      });
    })
    .post("/attempts/:attempt/save", async (c) => {
      const attempt = await learning.attempt(c.var.viewer, c.req.param("attempt"));
      if (!attempt) return c.notFound();
      const path = `/attempts/${attempt.id}`;
      if (attempt.kind !== "open") return c.redirect(path, 303);

      const answers = mergeAnswers(attempt.paper, attempt.answers, await c.req.formData());
      await learning.saveAnswers(c.var.viewer, attempt.id, answers);
      // Back to where there is something to do.
      const next = attempt.paper.questions.find(({ id }) => !isAnswered(answers, id));
      return c.redirect(next ? `${path}#${questionAnchor(next.id)}` : path, 303);
    })
    .post("/attempts/:attempt", async (c) => {
      const attempt = await learning.attempt(c.var.viewer, c.req.param("attempt"));
      if (!attempt) return c.notFound();
      const path = `/attempts/${attempt.id}`;
      if (attempt.kind !== "open") return c.redirect(path, 303);

      const form = await c.req.formData();
      const answers = mergeAnswers(attempt.paper, attempt.answers, form);
      const complete = attempt.paper.questions.every(({ id }) => isAnswered(answers, id));
      if (!complete && !form.has("asked")) {
        await learning.saveAnswers(c.var.viewer, attempt.id, answers);
        // A page of its own, so that a reload keeps it; its fragment gives the list the focus.
        return c.redirect(`${path}?asking#problems`, 303);
      }
      await learning.submit(c.var.viewer, attempt.id, answers);
      return c.redirect(path, 303);
    })
    .get("/attempts/:attempt/save", (c) => c.redirect(`/attempts/${encodeURIComponent(c.req.param("attempt"))}`));
}

function resultTitle(attempt: Extract<AttemptPage, { kind: "graded" }>): string {
  return `${resultHeading(attempt)}: ${attempt.quiz.module?.title ?? attempt.course.title}`;
}
