import { type Context, Hono } from "hono";
import { type AccessPages, HOLD_SHOWS, type HoldRow, type HoldsAsked } from "../../../pipeline/access-pages/port.ts";
import type { Done } from "../../../pipeline/exceptions/port.ts";
import type { TitleOf } from "../../course-titles.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import type { Refusals } from "../../refusals.ts";
import { texts } from "../../texts.ts";
import { HoldsPage } from "../../views/admin/holds-page.tsx";
import { pathWith } from "../../views/admin/listing.tsx";
import { actorOf, fieldIn } from "./actor.ts";
import { csvAnswer } from "./csv-answer.ts";

const PATH = "/admin/holds";
const A_PAGE = 50;
const AT_ONCE = 500;
const CSV = [
  "login",
  "what",
  "cause",
  "since",
  "missing",
  "told_at",
  "not_told_why",
  "released_at",
  "ended_at",
  "ended_how",
];

/** Access that waits for training, and runs that wait for an admin. */
export function holdRoutes(
  access: AccessPages,
  { refusals, titleOf }: { readonly refusals: Refusals; readonly titleOf: TitleOf },
) {
  return (
    new Hono<ReaderEnv>()
      .use(PATH, requireReader)
      .use(`${PATH}.csv`, requireReader)
      .use(`${PATH}/*`, requireReader)
      .get(PATH, (c) => show(c))
      .get(`${PATH}.csv`, (c) => csvAnswer(c, "holds.csv", CSV, pagesOf(c, access)))
      .post(`${PATH}/:id/release`, async (c) => {
        if (!c.var.reading.admin) return c.notFound();
        return answer(c, await access.release(actorOf(c), c.req.param("id"), await reasonIn(c)));
      })
      .post(`${PATH}/runs/:id/release`, async (c) => {
        if (!c.var.reading.admin) return c.notFound();
        return answer(c, await access.releaseRun(actorOf(c), c.req.param("id"), await reasonIn(c)));
      })
      // Where a sign-in in between turns a form's address into a page's.
      .get(`${PATH}/:id/release`, (c) => c.redirect(listOf(c)))
      .get(`${PATH}/runs/:id/release`, (c) => c.redirect(listOf(c)))
  );

  function listOf(c: Context<ReaderEnv>): string {
    return pathWith(PATH, { org: c.var.reading.org });
  }

  function answer(c: Context<ReaderEnv>, done: Done) {
    return done.ok ? c.redirect(listOf(c), 303) : refusals.lead(c, listOf(c), done.why);
  }

  async function show(c: Context<ReaderEnv>) {
    const { reading, roles } = c.var;
    const asked = askedIn(c, A_PAGE + 1);
    const found = await access.holds(reading.org, asked);
    const runs = await access.runs(reading.org);
    const problem = await refusals.take(c);
    const rest = { asked, runs, problem, reading, roles, titleOf, hasMore: found.length > A_PAGE };
    return c.render(<HoldsPage {...rest} holds={found.slice(0, A_PAGE)} />, { title: texts.admin.access.holds.title });
  }
}

function askedIn(c: Context<ReaderEnv>, limit: number): HoldsAsked {
  const after = c.req.query("after") ?? "";
  return {
    show: HOLD_SHOWS.find((one) => one === c.req.query("show")) ?? "waiting",
    search: c.req.query("search")?.trim() ?? "",
    after: UUID.test(after) ? after : null,
    limit,
  };
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

async function reasonIn(c: Context<ReaderEnv>): Promise<string> {
  return fieldIn(await c.req.formData(), "reason") ?? "";
}

async function* pagesOf(c: Context<ReaderEnv>, access: AccessPages) {
  let asked: HoldsAsked = { ...askedIn(c, AT_ONCE), after: null };
  for (;;) {
    const page = await access.holds(c.var.reading.org, asked);
    yield page.map(toRow);
    const last = page.at(-1);
    if (!last || page.length < AT_ONCE) return;
    asked = { ...asked, after: last.id };
  }
}

function toRow({ login, what, cause, openedAt, missing, notice, releasedAt, ended }: HoldRow) {
  return {
    ...{ login, what, cause, since: openedAt.toISOString() },
    missing: [...new Set(missing.map(({ course }) => course))],
    told_at: notice?.told?.toISOString() ?? null,
    not_told_why: notice?.told === null ? notice.why : null,
    released_at: releasedAt?.toISOString() ?? null,
    ended_at: ended?.at.toISOString() ?? null,
    ended_how: ended?.how ?? null,
  };
}
