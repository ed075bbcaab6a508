import { type Context, Hono } from "hono";
import type { AdminPages } from "../../../pipeline/admin/port.ts";
import type { Refused } from "../../../pipeline/exceptions/port.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { PolicyPage } from "../../views/admin/policy-page.tsx";
import { actorOf, fieldIn } from "./actor.ts";

const PATH = "/admin/policy";

export function policyRoutes(admin: AdminPages) {
  return (
    new Hono<ReaderEnv>()
      .use(`${PATH}/*`, requireReader)
      .get(PATH, (c) => show(c))
      .post(`${PATH}/release`, async (c) => {
        const { reading } = c.var;
        if (!reading.admin) return c.notFound();
        const form = await c.req.formData();
        const given = { digest: fieldIn(form, "digest") ?? "", reason: fieldIn(form, "reason") ?? "" };
        const done = await admin.releasePolicy(actorOf(c), reading.org, given);
        return done.ok ? c.redirect(`${PATH}?org=${reading.org}`, 303) : show(c, done);
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get(`${PATH}/release`, (c) => c.redirect(`${PATH}?org=${c.var.reading.org}`))
  );

  async function show(c: Context<ReaderEnv>, refused?: Refused) {
    const { reading, roles } = c.var;
    const policy = await admin.policy(reading.org);
    if (refused) c.status(422);
    const page = <PolicyPage policy={policy} reading={reading} roles={roles} problem={refused?.why} />;
    return c.render(page, { title: texts.admin.oversight.policy.title });
  }
}
