import { type Context, Hono } from "hono";
import type { Attested, CourseCard, Learning } from "../../pipeline/learning/port.ts";
import type { SignedInEnv } from "../env.ts";
import { readField } from "../guards/forms.tsx";
import { texts } from "../texts.ts";
import { AttestPage } from "../views/attest-page.tsx";
import { DonePage } from "../views/done-page.tsx";

type Refused = Extract<Attested, { kind: "bad-name" | "statement-changed" }>;

/** Signing, and what it opened. Mounted before the modules of a course. */
export function attestationRoutes(learning: Learning) {
  return new Hono<SignedInEnv>()
    .get("/courses/:course/attest", async (c) => {
      const card = await learning.courseCard(c.var.viewer, c.req.param("course"));
      if (!card) return c.notFound();
      if (card.state.state === "done") return c.redirect(`/courses/${card.course.id}/done`);
      if (card.state.state !== "to-attest") return c.redirect(`/courses/${card.course.id}`);
      return renderStatement(c, card);
    })
    .post("/courses/:course/attest", async (c) => {
      const card = await learning.courseCard(c.var.viewer, c.req.param("course"));
      if (!card) return c.notFound();
      const path = `/courses/${card.course.id}`;
      const typedName = (await readField(c, "typed_name")) ?? "";
      const statementSha256 = (await readField(c, "statement")) ?? "";

      const attested = await learning.attest(c.var.viewer, card.course.id, { typedName, statementSha256 });
      switch (attested.kind) {
        case "signed":
        case "already":
          return c.redirect(`${path}/done`, 303);
        case "not-passed":
          return c.redirect(path, 303);
        default:
          c.status(422);
          return renderStatement(c, card, { typedName, problem: problemOf(attested) });
      }
    })
    .get("/courses/:course/done", async (c) => {
      const card = await learning.courseCard(c.var.viewer, c.req.param("course"));
      if (!card) return c.notFound();
      if (card.state.state !== "done") return c.redirect(`/courses/${card.course.id}`);
      const training = await learning.myTraining(c.var.viewer);
      return c.render(<DonePage card={card} training={training} />, { title: texts.done.title });
    });

  function renderStatement(
    c: Context<SignedInEnv>,
    { course, state }: CourseCard,
    refused: { typedName?: string; problem?: ReturnType<typeof problemOf> } = {},
  ) {
    const statement = learning.statement(course.id);
    if (!statement) return c.notFound();
    const elsewhere = state.state === "to-attest" && state.attemptId === null;
    const page = <AttestPage course={course} statement={statement} elsewhere={elsewhere} {...refused} />;
    return c.render(page, { title: texts.attest.title });
  }
}

function problemOf(attested: Refused): { readonly text: string; readonly field: boolean } {
  if (attested.kind === "statement-changed") return { text: texts.attest.changed, field: false };
  const { problems } = texts.attest;
  const isKnown = (problem: string): problem is keyof typeof problems => Object.hasOwn(problems, problem);
  return { text: isKnown(attested.problem) ? problems[attested.problem] : problems.other, field: true };
}
