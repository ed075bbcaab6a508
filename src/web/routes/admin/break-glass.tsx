import { type Context, Hono } from "hono";
import {
  type BreakGlassAsk,
  type BreakGlasses,
  type Done,
  type Refused,
  refused,
} from "../../../pipeline/exceptions/port.ts";
import type { AdminEnv } from "../../env.ts";
import { organisationIn } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { BreakGlassPage } from "../../views/admin/break-glass-page.tsx";
import { actorOf, fieldIn, sentIn } from "./actor.ts";

const PATH = "/admin/break-glass";
const PULL = /^(?<repository>[\w.-]+\/[\w.-]+)#(?<number>\d{1,9})$/;

export function breakGlassRoutes(breakGlass: BreakGlasses) {
  return new Hono<AdminEnv>()
    .get(PATH, (c) => show(c))
    .post(PATH, async (c) => {
      const form = await c.req.formData();
      const role = organisationIn(form, c.var.roles);
      if (!role) return c.notFound();
      const ask = askIn(form);
      const done = ask
        ? await breakGlass.request(actorOf(c), { ...ask, org: role.org })
        : refused("Name the pull request as OWNER/REPOSITORY#NUMBER", "pull");
      return done.ok ? answer(c, done) : show(c, { ...done, sent: sentIn(form) });
    })
    .post(`${PATH}/:id/approve`, async (c) => answer(c, await breakGlass.approve(actorOf(c), c.req.param("id"))))
    .post(`${PATH}/:id/end`, async (c) => {
      const reason = fieldIn(await c.req.formData(), "reason") ?? "";
      return answer(c, await breakGlass.end(actorOf(c), c.req.param("id"), reason));
    })
    .post(`${PATH}/:id/review`, async (c) => {
      const note = fieldIn(await c.req.formData(), "note") ?? "";
      return answer(c, await breakGlass.review(actorOf(c), c.req.param("id"), note));
    })
    .get(`${PATH}/:id/:step`, (c) => c.redirect(PATH));

  function answer(c: Context<AdminEnv>, done: Done) {
    return done.ok ? c.redirect(`${PATH}#break-glass-${done.id}`, 303) : show(c, done);
  }

  async function show(c: Context<AdminEnv>, refusal?: Refused & { sent?: Readonly<Record<string, string>> }) {
    const { roles, viewer } = c.var;
    const lists = await Promise.all(roles.map(({ org }) => breakGlass.list(org)));
    if (refusal) c.status(422);
    const page = (
      <BreakGlassPage
        roles={roles}
        viewer={viewer.account.login}
        uses={lists.flat()}
        refused={refusal && { why: refusal.why, sent: refusal.sent ?? {} }}
      />
    );
    return c.render(page, { title: texts.admin.breakGlass.title });
  }
}

function askIn(form: FormData): Omit<BreakGlassAsk, "org"> | null {
  const { repository, number } = PULL.exec(fieldIn(form, "pull") ?? "")?.groups ?? {};
  if (repository === undefined) return null;
  const hours = Number(fieldIn(form, "hours") ?? Number.NaN);
  return { repository, number: Number(number), hours, reason: fieldIn(form, "reason") ?? "" };
}
