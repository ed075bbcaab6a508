import { type Context, Hono } from "hono";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import type { Done } from "../../../pipeline/exceptions/port.ts";
import type { ReviewBrief, Reviews } from "../../../pipeline/reviews/port.ts";
import { REVIEW_STATES, type ReviewState } from "../../../programme/review/cadence.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { contains, type ListAsked, listAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { pathWith } from "../../views/admin/listing.tsx";
import { ReviewPage } from "../../views/admin/review-page.tsx";
import { REVIEWS_PATH, ReviewsPage } from "../../views/admin/reviews-page.tsx";
import { actorOf, fieldIn } from "./actor.ts";
import { csvAnswer } from "./csv-answer.ts";

const CSV = [
  ...["review", "state", "opened_at", "due_at", "document_sha256"],
  ...["signed_at", "signed_by", "approved_at", "approved_by"],
];
const ONE = `${REVIEWS_PATH}/:id{[0-9a-f-]{36}}`;

export function reviewRoutes(reviews: Reviews) {
  return (
    new Hono<ReaderEnv>()
      .use(`${REVIEWS_PATH}/*`, requireReader)
      .use(`${REVIEWS_PATH}.csv`, requireReader)
      .get(REVIEWS_PATH, (c) => list(c))
      .get(`${REVIEWS_PATH}.csv`, async (c) => {
        const all = (await reviews.overview(c.var.reading.org)).reviews;
        return csvAnswer(c, "reviews.csv", CSV, [narrowed(all, listAsked(c, REVIEW_STATES)).map(toRow)]);
      })
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
    const asked = listAsked(c, REVIEW_STATES);
    const { reviews: all, nextAt } = await reviews.overview(reading.org);
    if (problem !== undefined) c.status(422);
    const found = pageOf(narrowed(all, asked), asked.page);
    const page = <ReviewsPage reviews={found} {...{ asked, nextAt, reading, roles, problem }} />;
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

function narrowed(all: readonly ReviewBrief[], { search, show }: ListAsked<ReviewState>): readonly ReviewBrief[] {
  return all.filter(
    ({ number, state, reviewer, approver }) =>
      (show === null || state === show) && contains([texts.reviews.named(number), reviewer, approver], search),
  );
}

function toRow({ number, state, openedAt, dueAt, sha256, signedAt, reviewer, approvedAt, approver }: ReviewBrief) {
  return {
    ...{ review: number, state, opened_at: openedAt.toISOString(), due_at: dueAt.toISOString() },
    ...{ document_sha256: sha256, signed_at: signedAt?.toISOString() ?? null, signed_by: reviewer },
    ...{ approved_at: approvedAt?.toISOString() ?? null, approved_by: approver },
  };
}
