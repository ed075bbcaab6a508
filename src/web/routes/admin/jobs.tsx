import { type Context, Hono } from "hono";
import type { AdminPages } from "../../../pipeline/admin/port.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { pageIn } from "../../list-asked.ts";
import type { Refusals } from "../../refusals.ts";
import { texts } from "../../texts.ts";
import { JobsPage } from "../../views/admin/jobs-page.tsx";
import { actorOf } from "./actor.ts";

const PATH = "/admin/jobs";

export function jobRoutes(admin: AdminPages, refusals: Refusals) {
  return (
    new Hono<ReaderEnv>()
      .use(`${PATH}/*`, requireReader)
      .get(PATH, (c) => show(c))
      .post(`${PATH}/:id/retry`, async (c) => {
        const { reading } = c.var;
        if (!reading.admin) return c.notFound();
        const done = await admin.retryJob(actorOf(c), reading.org, c.req.param("id"));
        const back = `${PATH}?org=${reading.org}`;
        return done.ok ? c.redirect(back, 303) : refusals.lead(c, back, done.why);
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get(`${PATH}/:id/retry`, (c) => c.redirect(`${PATH}?org=${c.var.reading.org}`))
  );

  async function show(c: Context<ReaderEnv>) {
    const { reading, roles } = c.var;
    const jobs = await admin.jobs(reading.org, pageIn(c));
    const page = <JobsPage jobs={jobs} reading={reading} roles={roles} problem={await refusals.take(c)} />;
    return c.render(page, { title: texts.admin.oversight.jobs.title });
  }
}
