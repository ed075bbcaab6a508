import { type Context, Hono } from "hono";
import type { AwarenessReading } from "../../pipeline/awareness/micro-quizzes.ts";
import { answerField } from "../answers-form.ts";
import type { SignedInEnv } from "../env.ts";
import { texts } from "../texts.ts";
import { AwarenessReadingPage } from "../views/awareness-page.tsx";
import { SentPage } from "../views/sent-page.tsx";

const PATH = "/awareness/:slug{[a-z0-9-]{1,120}}" as const;

/** Some years of them. */
const MOST = 200;

/** What was sent, to be read here too, and its three questions. */
export function awarenessReadingRoutes(reading: AwarenessReading) {
  return new Hono<SignedInEnv>()
    .get("/awareness", async (c) => {
      const sent = await reading.sent(c.var.viewer.account.person, MOST);
      return c.render(<SentPage sent={sent} />, { title: texts.awareness.sent.title });
    })
    .get(PATH, (c) => show(c, c.req.param("slug")))
    .post(PATH, async (c) => {
      const slug = c.req.param("slug");
      const { person } = c.var.viewer.account;
      const page = await reading.page(person, slug);
      const form = await c.req.formData();
      const chosen = (page?.asked ?? []).flatMap(({ id }): readonly (readonly [string, number])[] => {
        const value = form.get(answerField(id));
        return typeof value === "string" && /^\d$/.test(value) ? [[id, Number(value)]] : [];
      });
      const done = page?.answered ? "answered" : await reading.answer(person, slug, new Map(chosen));
      if (done === "not-found") return c.notFound();
      return done === "answered" ? c.redirect(`/awareness/${slug}#quiz`, 303) : show(c, slug, true);
    });

  async function show(c: Context<SignedInEnv>, slug: string, problem = false) {
    const page = await reading.page(c.var.viewer.account.person, slug);
    if (!page) return c.notFound();
    if (problem) c.status(422);
    return c.render(<AwarenessReadingPage page={page} problem={problem} />, { title: page.newsletter.title });
  }
}
