import { Hono } from "hono";
import type { Learning, Started } from "../../pipeline/learning/port.ts";
import { findModule } from "../../training/curriculum.ts";
import type { SignedInEnv } from "../env.ts";
import { CoursePage } from "../views/course-page.tsx";
import { ModulePage } from "../views/module-page.tsx";

/** Reading, and starting the quiz. Mounted after the routes of the attestation, whose names no module may take. */
export function courseRoutes(learning: Learning) {
  return (
    new Hono<SignedInEnv>()
      .get("/courses/:course", async (c) => {
        const card = await learning.courseCard(c.var.viewer, c.req.param("course"));
        return card ? c.render(<CoursePage card={card} />, { title: card.course.title }) : c.notFound();
      })
      .post("/courses/:course/attempts", async (c) => {
        const course = c.req.param("course");
        const started = await learning.startAttempt(c.var.viewer, course);
        return started ? c.redirect(pathOf(started, course, `/courses/${course}`), 303) : c.notFound();
      })
      .post("/courses/:course/:module/attempts", async (c) => {
        const { course, module } = c.req.param();
        const started = await learning.startAttempt(c.var.viewer, course, module);
        return started ? c.redirect(pathOf(started, course, `/courses/${course}/${module}`), 303) : c.notFound();
      })
      .get("/courses/:course/:module/attempts", (c) => {
        const { course, module } = c.req.param();
        return c.redirect(`/courses/${encodeURIComponent(course)}/${encodeURIComponent(module)}`);
      })
      // Where a reload, or a sign-in in between, turns the form's address into a page's.
      .get("/courses/:course/attempts", (c) => c.redirect(`/courses/${encodeURIComponent(c.req.param("course"))}`))
      .get("/courses/:course/:module", async (c) => {
        const card = await learning.courseCard(c.var.viewer, c.req.param("course"));
        const module = card && findModule(card.course, c.req.param("module"));
        return module ? c.render(<ModulePage card={card} module={module} />, { title: module.title }) : c.notFound();
      })
  );
}

/** `page` says when the next try opens, or that there is none to take. */
function pathOf(started: Started, course: string, page: string): string {
  switch (started.kind) {
    case "attest":
      return `/courses/${course}/attest`;
    case "wait":
    case "nothing":
      return page;
    default:
      return `/attempts/${started.attemptId}`;
  }
}
