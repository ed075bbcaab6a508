import { type Context, Hono } from "hono";
import type { AdminPages } from "../../../pipeline/admin/port.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import type { Refusals } from "../../refusals.ts";
import { texts } from "../../texts.ts";
import { DeliveriesPage } from "../../views/admin/deliveries-page.tsx";
import { actorOf } from "./actor.ts";

const PATH = "/admin/deliveries";

export function deliveryRoutes(admin: AdminPages, refusals: Refusals) {
  return (
    new Hono<ReaderEnv>()
      .use(`${PATH}/*`, requireReader)
      .get(PATH, (c) => show(c))
      .post(`${PATH}/:id{[1-9][0-9]{0,15}}/redeliver`, async (c) => {
        const { reading } = c.var;
        if (!reading.admin) return c.notFound();
        const done = await admin.redeliver(actorOf(c), reading.org, Number(c.req.param("id")));
        const back = `${PATH}?org=${reading.org}`;
        return done.ok ? c.redirect(back, 303) : refusals.lead(c, back, done.why);
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get(`${PATH}/:id/redeliver`, (c) => c.redirect(`${PATH}?org=${c.var.reading.org}`))
  );

  async function show(c: Context<ReaderEnv>) {
    const { reading, roles } = c.var;
    const told = { deliveries: await admin.deliveries(reading.org), hooks: await admin.silentHooks(reading.org) };
    return c.render(<DeliveriesPage {...told} reading={reading} roles={roles} problem={await refusals.take(c)} />, {
      title: texts.admin.oversight.jobs.failed.title,
    });
  }
}
