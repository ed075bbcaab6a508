import { type Context, Hono } from "hono";
import type { Done, Imports, Refused } from "../../../pipeline/exceptions/port.ts";
import type { AdminEnv } from "../../env.ts";
import { texts } from "../../texts.ts";
import { ImportPage, ImportsPage } from "../../views/admin/imports-page.tsx";
import { actorOf, fieldIn } from "./actor.ts";

const PATH = "/admin/imports";

/** Files come in by the command line; here they are looked at, approved and declined. */
export function importRoutes(imports: Imports) {
  return new Hono<AdminEnv>()
    .get(PATH, (c) => show(c))
    .get(`${PATH}/:id`, async (c) => {
      for (const role of c.var.roles) {
        const found = await imports.read(role.org, c.req.param("id"));
        if (!found) continue;
        const page = <ImportPage {...found} viewer={c.var.viewer.account.login} role={role} />;
        return c.render(page, { title: texts.admin.imports.from(found.batch.source) });
      }
      return c.notFound();
    })
    .post(`${PATH}/:id/approve`, async (c) => answer(c, await imports.approve(actorOf(c), c.req.param("id"))))
    .post(`${PATH}/:id/end`, async (c) => {
      const reason = fieldIn(await c.req.formData(), "reason") ?? "";
      return answer(c, await imports.decline(actorOf(c), c.req.param("id"), reason));
    })
    .get(`${PATH}/:id/:step`, (c) => c.redirect(PATH));

  function answer(c: Context<AdminEnv>, done: Done) {
    return done.ok ? c.redirect(`${PATH}#import-${done.id}`, 303) : show(c, done);
  }

  async function show(c: Context<AdminEnv>, refused?: Refused) {
    const { roles, viewer } = c.var;
    const lists = await Promise.all(roles.map(({ org }) => imports.list(org)));
    if (refused) c.status(422);
    const page = (
      <ImportsPage roles={roles} viewer={viewer.account.login} imports={lists.flat()} problem={refused?.why} />
    );
    return c.render(page, { title: texts.admin.imports.title });
  }
}
