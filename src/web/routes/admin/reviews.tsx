import { type Context, Hono } from "hono";
import type { Done } from "../../../pipeline/exceptions/port.ts";
import type { Reviews } from "../../../pipeline/reviews/port.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { pathWith } from "../../views/admin/listing.tsx";
import { ReviewPage } from "../../views/admin/review-page.tsx";
import { REVIEWS_PATH, ReviewsPage } from "../../views/admin/reviews-page.tsx";
import { actorOf, fieldIn } from "./actor.ts";

const ONE = `${REVIEWS_PATH}/:id{[0-9a-f-]{36}}`;

export function reviewRoutes(reviews: Reviews) {
  return (
    new Hono<ReaderEnv>()
      .use(`${REVIEWS_PATH}/*`, requireReader)
      .get(REVIEWS_PATH, (c) => list(c))
      .post(`${REVIEWS_PATH}/open`, async (c) => {
        const { reading } = c.var;
        if (!reading.admin) return c.notFound();
        const done = await reviews.open(actorOf(c), reading.org);
        return done.ok
          ? c.redirect(pathWith(`${REVIEWS_PATH}/${done.id}`, { org: reading.org }), 303)
          : list(c, done.why);
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get(`${REVIEWS_PATH}/open`, (c) => c.redirect(pathWith(REVIEWS_PATH, { org: c.var.reading.org })))
      .get(ONE, (c) => show(c, c.req.param("id")))
      .post(`${ONE}/settle`, (c) =>
        change(c, c.req.param("id"), (form, id) =>
          reviews.settle(actorOf(c), c.var.reading.org, id, {
            item: fieldIn(form, "item") ?? "",
            comment: fieldIn(form, "comment") ?? "",
          }),
        ),
      )
      .post(`${ONE}/sign`, (c) =>
        change(c, c.req.param("id"), (form, id) =>
          reviews.sign(actorOf(c), c.var.reading.org, id, signatureIn(c, form)),
        ),
      )
      .post(`${ONE}/approve`, (c) =>
        change(c, c.req.param("id"), (form, id) =>
          reviews.approve(actorOf(c), c.var.reading.org, id, signatureIn(c, form)),
        ),
      )
      .get(`${ONE}/:step{settle|sign|approve}`, (c) =>
        c.redirect(pathWith(`${REVIEWS_PATH}/${c.req.param("id")}`, { org: c.var.reading.org })),
      )
  );

  async function list(c: Context<ReaderEnv>, problem?: string) {
    const { reading, roles } = c.var;
    const overview = await reviews.overview(reading.org);
    if (problem !== undefined) c.status(422);
    const page = <ReviewsPage overview={overview} reading={reading} roles={roles} problem={problem} />;
    return c.render(page, { title: texts.reviews.title });
  }

  async function show(c: Context<ReaderEnv>, id: string, problem?: string) {
    const { reading, viewer } = c.var;
    const review = await reviews.read(reading.org, id);
    if (!review) return c.notFound();
    if (problem !== undefined) c.status(422);
    const page = <ReviewPage review={review} reading={reading} login={viewer.account.login} problem={problem} />;
    return c.render(page, { title: texts.reviews.named(review.number) });
  }

  async function change(c: Context<ReaderEnv>, id: string, act: (form: FormData, id: string) => Promise<Done>) {
    const { reading } = c.var;
    if (!reading.admin) return c.notFound();
    const done = await act(await c.req.formData(), id);
    return done.ok ? c.redirect(pathWith(`${REVIEWS_PATH}/${id}`, { org: reading.org }), 303) : show(c, id, done.why);
  }
}

function signatureIn(c: Context<ReaderEnv>, form: FormData) {
  return {
    sha256: fieldIn(form, "sha256") ?? "",
    typedName: fieldIn(form, "typed_name") ?? "",
    sessionId: c.var.viewer.sessionId,
  };
}
