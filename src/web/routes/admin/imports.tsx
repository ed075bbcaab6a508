import { type Context, Hono } from "hono";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import type { Done, Imports, ImportView } from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { AdminEnv } from "../../env.ts";
import { contains, type ListAsked, listAsked } from "../../list-asked.ts";
import type { Refusals } from "../../refusals.ts";
import { texts } from "../../texts.ts";
import {
  IMPORT_SHOWS,
  IMPORTS_PATH,
  ImportPage,
  type ImportShow,
  ImportsPage,
} from "../../views/admin/imports-page.tsx";
import { actorOf, fieldIn } from "./actor.ts";
import { BEHIND_CSV, behindRow, loginOf } from "./behind-row.ts";
import { csvAnswer } from "./csv-answer.ts";

const PATH = IMPORTS_PATH;
const CSV = ["organisation", "import", "state", "source", "file_sha256", "rows", "rejected", "known", ...BEHIND_CSV];

/** Files come in by the command line; here they are looked at, approved and declined. */
export function importRoutes(imports: Imports, refusals: Refusals) {
  return new Hono<AdminEnv>()
    .get(PATH, (c) => show(c))
    .get(`${PATH}.csv`, async (c) => {
      const found = narrowed(await listFor(c), listAsked(c, IMPORT_SHOWS));
      return csvAnswer(c, "imports.csv", CSV, [found.map((batch) => toRow(batch, c.var.roles))]);
    })
    .get(`${PATH}/:id`, async (c) => {
      for (const role of c.var.roles) {
        const found = await imports.read(role.org, c.req.param("id"));
        if (!found) continue;
        const page = <ImportPage {...found} viewer={c.var.viewer.account.login} role={role} />;
        return c.render(page, { title: texts.admin.imports.from(found.batch.source) });
      }
      return c.notFound();
    })
    .post(`${PATH}/:id/approve`, async (c) => answer(c, await imports.approve(actorOf(c), c.req.param("id"))))
    .post(`${PATH}/:id/end`, async (c) => {
      const reason = fieldIn(await c.req.formData(), "reason") ?? "";
      return answer(c, await imports.decline(actorOf(c), c.req.param("id"), reason));
    })
    .get(`${PATH}/:id/:step`, (c) => c.redirect(PATH));

  async function listFor(c: Context<AdminEnv>): Promise<readonly ImportView[]> {
    return (await Promise.all(c.var.roles.map(({ org }) => imports.list(org)))).flat();
  }

  function answer(c: Context<AdminEnv>, done: Done) {
    return done.ok ? c.redirect(`${PATH}#import-${done.id}`, 303) : refusals.lead(c, PATH, done.why);
  }

  async function show(c: Context<AdminEnv>) {
    const { roles, viewer } = c.var;
    const asked = listAsked(c, IMPORT_SHOWS);
    const found = pageOf(narrowed(await listFor(c), asked), asked.page);
    const rest = { roles, asked, viewer: viewer.account.login, problem: await refusals.take(c) };
    const page = <ImportsPage imports={found} {...rest} />;
    return c.render(page, { title: texts.admin.imports.title });
  }
}

function narrowed(all: readonly ImportView[], { search, show }: ListAsked<ImportShow>): readonly ImportView[] {
  return all.filter(
    ({ state, source, requestedBy }) => (show === null || state === show) && contains([source, requestedBy], search),
  );
}

function toRow(batch: ImportView, roles: readonly OrganisationRoles[]) {
  const { org, id, state, source, fileSha256, rows, rejected, known } = batch;
  const counts = { rows, rejected, known };
  const file = { organisation: loginOf(org, roles), import: id, state, source, file_sha256: fileSha256 };
  return { ...file, ...counts, ...behindRow(batch) };
}
