import { type Context, Hono } from "hono";
import type { AdminPages, PreviewedText } from "../../../pipeline/admin/port.ts";
import type { Refused } from "../../../pipeline/exceptions/port.ts";
import type { TitleOf } from "../../course-titles.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { RolloutPage } from "../../views/admin/rollout-page.tsx";
import { actorOf, fieldIn } from "./actor.ts";

const PATH = "/admin/rollout";

/** What a change would do, before it is made: of the policy, and of courses that wait. */
export function rolloutRoutes(admin: AdminPages, titleOf: TitleOf) {
  return (
    new Hono<ReaderEnv>()
      .use(`${PATH}/*`, requireReader)
      .get(PATH, (c) => show(c))
      // Reads only, but a policy does not fit into an address.
      .post(`${PATH}/preview`, async (c) => {
        const text = fieldIn(await c.req.formData(), "policy") ?? "";
        return show(c, { tried: { text, result: await admin.previewText(c.var.reading.org, text) } });
      })
      .post(`${PATH}/publish`, async (c) => {
        const { reading } = c.var;
        if (!reading.admin) return c.notFound();
        const form = await c.req.formData();
        const courses = form.getAll("course").filter((value) => typeof value === "string");
        const done = await admin.publishContent(actorOf(c), { courses, reason: fieldIn(form, "reason") ?? "" });
        return done.ok ? c.redirect(`${PATH}?org=${reading.org}`, 303) : show(c, { refused: done });
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get(`${PATH}/:step`, (c) => c.redirect(`${PATH}?org=${c.var.reading.org}`))
  );

  async function show(c: Context<ReaderEnv>, answer: { tried?: Tried; refused?: Refused } = {}) {
    const { reading, roles } = c.var;
    const rollout = await admin.rollout(reading.org);
    if (answer.refused || answer.tried?.result.ok === false) c.status(422);
    const page = (
      <RolloutPage
        rollout={rollout}
        reading={reading}
        roles={roles}
        tried={answer.tried}
        problem={answer.refused?.why}
        titleOf={titleOf}
      />
    );
    return c.render(page, { title: texts.admin.oversight.rollout.title });
  }
}

interface Tried {
  readonly text: string;
  readonly result: PreviewedText;
}
