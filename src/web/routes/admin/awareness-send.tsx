import { type Context, Hono } from "hono";
import type { Refused } from "../../../pipeline/exceptions/port.ts";
import type { AwarenessPages } from "../../deps.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { AwarenessSendPage } from "../../views/admin/awareness-send-page.tsx";
import { actorOf, fieldIn } from "./actor.ts";

const PATH = "/admin/awareness/send/:slug{[a-z0-9-]{1,120}}" as const;

/** Looked at first, and sent by a button. */
export function awarenessSendRoutes({ sending }: Pick<AwarenessPages, "sending">) {
  return new Hono<ReaderEnv>()
    .use(PATH, requireReader)
    .get(PATH, (c) => show(c, c.req.param("slug")))
    .post(PATH, async (c) => {
      const { org, admin } = c.var.reading;
      if (!admin) return c.notFound();
      const slug = c.req.param("slug");
      const again = fieldIn(await c.req.formData(), "again") !== undefined;
      const done = await sending.start(actorOf(c), { org, slug, again });
      return done.ok ? c.redirect(`/admin/awareness/send/${slug}?org=${org}`, 303) : show(c, slug, done);
    });

  async function show(c: Context<ReaderEnv>, slug: string, refused?: Refused) {
    const preview = await sending.preview(c.var.reading.org, slug);
    if (!preview) return c.notFound();
    if (refused) c.status(422);
    const page = <AwarenessSendPage preview={preview} reading={c.var.reading} problem={refused?.why} />;
    return c.render(page, { title: preview.newsletter.title });
  }
}
