import { type Context, Hono } from "hono";
import { AWARENESS_KINDS, AWARENESS_METHODS, HELD_KINDS } from "../../../domain/awareness.ts";
import type { ActivityQuery } from "../../../domain/stores/awareness.ts";
import { csvHeading, csvLines } from "../../../evidence/csv.ts";
import type { ActivityView } from "../../../pipeline/awareness/port.ts";
import type { Refused } from "../../../pipeline/exceptions/port.ts";
import type { AwarenessPages } from "../../deps.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { sendCsv } from "../../stream.ts";
import { texts } from "../../texts.ts";
import { AwarenessPage } from "../../views/admin/awareness-page.tsx";
import { SentTextPage } from "../../views/admin/sent-text-page.tsx";
import { actorOf, fieldIn, sentIn } from "./actor.ts";

const PATH = "/admin/awareness";
const A_PAGE = 50;
const AT_ONCE = 500;

/** Files come in by the command line; here is seen what was done, and counted what a form tells. */
export function awarenessRoutes(pages: AwarenessPages) {
  const { records, sending } = pages;
  return (
    new Hono<ReaderEnv>()
      .use(PATH, requireReader)
      .use(`${PATH}.csv`, requireReader)
      .use(`${PATH}/*`, requireReader)
      .get(PATH, (c) => show(c))
      .get(`${PATH}.csv`, (c) => sendCsv(c, "awareness.csv", linesOf(queryIn(c), pages)))
      .get(`${PATH}/sent/:id`, async (c) => {
        const { reading } = c.var;
        const sent = await records.sentText(reading.org, c.req.param("id"));
        return sent ? c.render(<SentTextPage sent={sent} reading={reading} />, { title: sent.title }) : c.notFound();
      })
      .post(`${PATH}/incidents`, async (c) => {
        const { org, admin } = c.var.reading;
        if (!admin) return c.notFound();
        const form = await c.req.formData();
        const minutes = fieldIn(form, "minutes");
        const told = { org, on: fieldIn(form, "on") ?? "", reports: numberIn(form, "reports") };
        const minutesToReport = minutes === undefined ? null : Number(minutes);
        const done = await records.recordIncidents(actorOf(c), { ...told, minutesToReport });
        return done.ok ? c.redirect(`${PATH}?org=${org}`, 303) : show(c, { ...done, sent: sentIn(form) });
      })
      .post(`${PATH}/held`, async (c) => {
        const { org, admin } = c.var.reading;
        if (!admin) return c.notFound();
        const form = await c.req.formData();
        const done = await records.recordHeld(actorOf(c), {
          ...{ org, on: fieldIn(form, "on") ?? "", title: fieldIn(form, "title") ?? "" },
          kind: HELD_KINDS.find((one) => one === fieldIn(form, "kind")) ?? "drill",
          method: AWARENESS_METHODS.find((one) => one === fieldIn(form, "method")) ?? "simulation",
          participants: numberIn(form, "participants"),
        });
        return done.ok ? c.redirect(`${PATH}?org=${org}`, 303) : show(c, { ...done, sent: sentIn(form) });
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get(`${PATH}/:step{incidents|held}`, (c) => c.redirect(`${PATH}?org=${c.var.reading.org}`))
  );

  async function show(c: Context<ReaderEnv>, refused?: Refused & { readonly sent: Readonly<Record<string, string>> }) {
    const { reading, roles } = c.var;
    const query = queryIn(c);
    const found = await records.list({ ...query, limit: A_PAGE + 1 });
    if (refused) c.status(422);
    const page = (
      <AwarenessPage
        {...{ reading, roles, refused }}
        newsletters={sending.newsletters()}
        activities={found.slice(0, A_PAGE)}
        hasMore={found.length > A_PAGE}
        imports={await records.imports(reading.org)}
        kind={query.kind}
        search={query.search ?? ""}
      />
    );
    return c.render(page, { title: texts.awareness.title });
  }
}

/** A page at a time, however much there is. */
async function* linesOf(first: Omit<ActivityQuery, "limit">, { records }: AwarenessPages): AsyncGenerator<string> {
  yield csvHeading(COLUMNS);
  let query: ActivityQuery = { ...first, limit: AT_ONCE };
  for (;;) {
    const page = await records.list(query);
    yield csvLines(COLUMNS, page.map(toRow));
    const last = page.at(-1);
    if (!last || page.length < AT_ONCE) return;
    query = { ...query, before: last };
  }
}

function queryIn(c: Context<ReaderEnv>): Omit<ActivityQuery, "limit"> {
  const [, at, id] = /^(\S+) ([0-9a-f-]{36})$/.exec(c.req.query("before") ?? "") ?? [];
  const happenedAt = new Date(at ?? "");
  return {
    org: c.var.reading.org,
    kind: AWARENESS_KINDS.find((one) => one === c.req.query("kind")),
    search: c.req.query("search")?.trim() ?? "",
    ...(id !== undefined && !Number.isNaN(happenedAt.getTime()) && { before: { happenedAt, id } }),
  };
}

function numberIn(form: FormData, name: string): number {
  return Number(fieldIn(form, name) ?? Number.NaN);
}

const COLUMNS = [
  ...["date", "activity", "title", "method", "channel", "audience_count", "roster_count", "covered"],
  ...["delivered", "undeliverable", "unknown", "reported", "clicked", "submitted", "suppressed", "text_sha256"],
].map((name) => ({ name, means: name }));

function toRow(activity: ActivityView) {
  const { kind, title, method, channel, audience, roster, covered, outcomes, suppressed } = activity;
  return {
    ...{ date: activity.happenedAt.toISOString(), activity: kind, title, method, channel },
    ...{ audience_count: audience, roster_count: roster, covered, suppressed },
    ...{ delivered: activity.delivered, undeliverable: activity.undeliverable, unknown: activity.unknown },
    text_sha256: activity.textSha256,
    reported: outcomes?.reported ?? null,
    clicked: outcomes?.clicked ?? null,
    submitted: outcomes?.submitted ?? null,
  };
}
