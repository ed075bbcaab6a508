import { type Context, Hono } from "hono";
import { type Auditing, type EntryPlace, OUTCOMES } from "../../../pipeline/auditor/port.ts";
import type { AuditorEnv } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { entryPath } from "../../views/auditor/auditor-page.tsx";
import { EntryPage } from "../../views/auditor/entry-page.tsx";
import { LogPage, type LogSearch } from "../../views/auditor/log-page.tsx";

const PATH = "/auditor/log";
const ENTRY = `${PATH}/:epoch{[1-9][0-9]{0,8}}/:seq{[0-9]{1,15}}` as const;

/** The gate log: the search, and each entry with its bytes and its proof. */
export function entryRoutes(auditing: Auditing) {
  return new Hono<AuditorEnv>()
    .get(PATH, async (c) => {
      const { audited, reading } = c.var;
      const search = searchIn(c);
      const found = await auditing.log({
        ...search,
        org: reading.org,
        period: audited.period.instants,
        from: pageIn(c),
      });
      return c.render(<LogPage found={found} search={search} audited={audited} />, { title: texts.auditor.log.title });
    })
    .get(`${PATH}/:seq{[0-9]{1,15}}`, async (c) => {
      const epoch = (await auditing.checkpoint())?.epoch ?? 1;
      return c.redirect(entryPath({ epoch, seq: Number(c.req.param("seq")) }, c.var.audited));
    })
    .get(ENTRY, async (c) => {
      const { audited, reading } = c.var;
      const entry = await auditing.entry(reading.org, placeOf(c.req.param()));
      if (!entry) return c.notFound();
      const title = texts.auditor.entry.title(entry.row.seq);
      return c.render(<EntryPage entry={entry} audited={audited} />, { title });
    })
    .get(`${ENTRY}/entry`, async (c) => {
      const place = placeOf(c.req.param());
      const entry = await auditing.entry(c.var.reading.org, place);
      if (!entry) return c.notFound();
      return sendText(c, entry.body, { name: `entry-${place.seq}.json`, type: "application/json" });
    })
    .get(`${ENTRY}/proof`, async (c) => {
      const place = placeOf(c.req.param());
      const proof = await auditing.proof(c.var.reading.org, place);
      if (proof === null) return c.notFound();
      return sendText(c, proof, { name: `entry-${place.seq}.tlog-proof`, type: "text/plain; charset=utf-8" });
    });
}

const placeOf = ({ epoch, seq }: { readonly epoch: string; readonly seq: string }): EntryPlace => ({
  epoch: Number(epoch),
  seq: Number(seq),
});

/** The very bytes: nothing is put at their end. */
function sendText(c: Context, text: string, { name, type }: { readonly name: string; readonly type: string }) {
  return c.body(text, 200, { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` });
}

function searchIn(c: Context): LogSearch {
  const said = (name: string) => {
    const value = c.req.query(name)?.trim() ?? "";
    // Postgres keeps no NUL, and so nothing is found by it.
    return value === "" || value.includes("\0") ? null : value;
  };
  const seq = said("seq");
  return {
    type: said("type"),
    outcome: OUTCOMES.find((one) => one === said("outcome")) ?? null,
    enforced: { yes: true, no: false }[said("enforced") ?? ""] ?? null,
    login: said("login")?.replace(/^@/, "") ?? null,
    repository: said("repository"),
    seq: seq !== null && /^\d{1,15}$/.test(seq) ? Number(seq) : null,
  };
}

/** Which page: entries before a place, or after one. */
function pageIn(c: Context) {
  const placeIn = (name: string): EntryPlace | null => {
    const [, epoch, seq] = /^([1-9]\d{0,8})\.(\d{1,15})$/.exec(c.req.query(name) ?? "") ?? [];
    return epoch === undefined ? null : { epoch: Number(epoch), seq: Number(seq) };
  };
  const [before, after] = [placeIn("before"), placeIn("after")];
  if (before) return { before };
  return after ? { after } : null;
}
