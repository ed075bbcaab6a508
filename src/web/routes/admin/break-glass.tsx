import { type Context, Hono } from "hono";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import {
  type BreakGlassAsk,
  type BreakGlasses,
  type BreakGlassView,
  type Done,
  type Refused,
  refused,
} from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { AdminEnv } from "../../env.ts";
import { organisationIn } from "../../guards/roles.ts";
import { contains, type ListAsked, listAsked } from "../../list-asked.ts";
import type { Refusals } from "../../refusals.ts";
import { texts } from "../../texts.ts";
import { BREAK_GLASS_PATH, BreakGlassPage, USE_SHOWS, type UseShow } from "../../views/admin/break-glass-page.tsx";
import { actorOf, fieldIn, sentIn } from "./actor.ts";
import { BEHIND_CSV, behindRow, loginOf } from "./behind-row.ts";
import { csvAnswer } from "./csv-answer.ts";

const PATH = BREAK_GLASS_PATH;
const CSV = [
  ...["organisation", "break_glass", "state", "pull", "head_sha", "hours", "ends_at", "reason", "reviewed_by"],
  ...["reviewed_at", "review_note", ...BEHIND_CSV],
];
const PULL = /^(?<repository>[\w.-]+\/[\w.-]+)#(?<number>\d{1,9})$/;

export function breakGlassRoutes(breakGlass: BreakGlasses, refusals: Refusals) {
  return new Hono<AdminEnv>()
    .get(PATH, (c) => show(c))
    .get(`${PATH}.csv`, async (c) => {
      const found = narrowed(await listFor(c), listAsked(c, USE_SHOWS));
      return csvAnswer(c, "break-glass.csv", CSV, [found.map((use) => toRow(use, c.var.roles))]);
    })
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

  async function listFor(c: Context<AdminEnv>): Promise<readonly BreakGlassView[]> {
    return (await Promise.all(c.var.roles.map(({ org }) => breakGlass.list(org)))).flat();
  }

  function answer(c: Context<AdminEnv>, done: Done) {
    return done.ok ? c.redirect(`${PATH}#break-glass-${done.id}`, 303) : refusals.lead(c, PATH, done.why);
  }

  async function show(c: Context<AdminEnv>, refusal?: Refused & { sent: Readonly<Record<string, string>> }) {
    const { roles, viewer } = c.var;
    const asked = listAsked(c, USE_SHOWS);
    if (refusal) c.status(422);
    const page = (
      <BreakGlassPage
        roles={roles}
        viewer={viewer.account.login}
        uses={pageOf(narrowed(await listFor(c), asked), asked.page)}
        asked={asked}
        refused={refusal}
        problem={await refusals.take(c)}
      />
    );
    return c.render(page, { title: texts.admin.breakGlass.title });
  }
}

function narrowed(all: readonly BreakGlassView[], { search, show }: ListAsked<UseShow>): readonly BreakGlassView[] {
  return all.filter(
    ({ state, awaitsReview, pull, reason, requestedBy, approvedBy, reviewedBy }) =>
      (show === null || (show === "review" ? awaitsReview : state === show)) &&
      contains([pull, reason, requestedBy, approvedBy, reviewedBy], search),
  );
}

function toRow(use: BreakGlassView, roles: readonly OrganisationRoles[]) {
  const { org, id, state, pull, headSha, hours, endsAt, reason, reviewedBy, reviewedAt, reviewNote } = use;
  return {
    ...{ organisation: loginOf(org, roles), break_glass: id, state, pull, head_sha: headSha, hours },
    ...{ ends_at: endsAt?.toISOString() ?? null, reason, reviewed_by: reviewedBy },
    ...{ reviewed_at: reviewedAt?.toISOString() ?? null, review_note: reviewNote, ...behindRow(use) },
  };
}

function askIn(form: FormData): Omit<BreakGlassAsk, "org"> | null {
  const { repository, number } = PULL.exec(fieldIn(form, "pull") ?? "")?.groups ?? {};
  if (repository === undefined) return null;
  const hours = Number(fieldIn(form, "hours") ?? Number.NaN);
  return { repository, number: Number(number), hours, reason: fieldIn(form, "reason") ?? "" };
}
