import { type Context, Hono } from "hono";
import { personId } from "../../../domain/ids.ts";
import { readPoint } from "../../../evidence/period.ts";
import type { AccessAsked, Auditing } from "../../../pipeline/auditor/port.ts";
import type { AuditorEnv } from "../../guards/auditing.ts";
import { sendDownload } from "../../stream.ts";
import { texts } from "../../texts.ts";
import { AccessHistoryPage } from "../../views/auditor/access-history-page.tsx";
import { type AccessForm, AccessPage } from "../../views/auditor/access-page.tsx";

const PATH = "/auditor/access";
const FILE = "/auditor/:file{access\\.(?:csv|jsonl)}" as const;
const HISTORY = "/auditor/people/:person{[0-9a-f]{8}-[0-9a-f-]{27}}/access" as const;

/** Who had access when, as it was known when: the same rows as R-05 has them. */
export function accessRoutes(auditing: Auditing) {
  return new Hono<AuditorEnv>()
    .get(PATH, async (c) => {
      const { audited } = c.var;
      const form = formIn(c);
      const { asked, problem } = askedIn(c, form);
      const view = problem === null ? await auditing.access(asked) : null;
      if (problem !== null) c.status(422);
      const page = <AccessPage view={view} form={form} problem={problem} audited={audited} />;
      return c.render(page, { title: texts.auditor.access.title });
    })
    .get(FILE, async (c) => {
      const { asked, problem } = askedIn(c, formIn(c));
      if (problem !== null) return c.notFound();
      const file = await auditing.downloadAccess(asked, c.req.param("file") === "access.csv" ? "csv" : "jsonl");
      return file ? sendDownload(c, file) : c.notFound();
    })
    .get(HISTORY, async (c) => {
      const { audited, reading } = c.var;
      const person = personId(c.req.param("person"));
      const scope = { org: reading.org, period: audited.period.instants };
      const history = await auditing.accessHistory(scope, person, said(c, "after"));
      if (!history) return c.notFound();
      const title = texts.auditor.access.historyOf(history.login);
      return c.render(<AccessHistoryPage history={history} person={person} audited={audited} />, { title });
    });
}

function formIn(c: Context): AccessForm {
  return {
    at: said(c, "at"),
    known: said(c, "known"),
    login: said(c, "login")?.replace(/^@/, "") ?? null,
    repository: said(c, "repository"),
  };
}

function askedIn(
  c: Context<AuditorEnv>,
  { at, known, login, repository }: AccessForm,
): { readonly asked: AccessAsked; readonly problem: string | null } {
  const { audited, reading } = c.var;
  const points = [at, known].map((text) => (text === null ? null : readPoint(text, audited.now)));
  const [atPoint, knownPoint] = points.map((point) => (point?.ok ? point.at : null));
  const asked = {
    ...{ org: reading.org, period: audited.period.instants, login, repository, after: said(c, "after") },
    ...{ at: atPoint ?? null, knownAt: knownPoint ?? null },
  };
  const refused = points.find((point) => point?.ok === false);
  return { asked, problem: refused?.ok === false ? refused.problem : null };
}

function said(c: Context, name: string): string | null {
  const value = c.req.query(name)?.trim() ?? "";
  // Postgres keeps no NUL, and so nothing is found by it.
  return value === "" || value.includes("\0") ? null : value;
}
