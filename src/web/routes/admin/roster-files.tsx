import { type Context, Hono } from "hono";
import type { OrgId } from "../../../domain/ids.ts";
import { ROSTER_SOURCES } from "../../../domain/roster.ts";
import { ROSTER_FILE_SHOWS, type RosterFileBrief, type RosterFilesAsked } from "../../../domain/stores/roster.ts";
import type { Done, Refused } from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { RosterFiles, SentRoster } from "../../../pipeline/roster/port.ts";
import type { AdminEnv } from "../../env.ts";
import { ROSTER_FILES } from "../../form-fields.ts";
import { organisationIn, organisationNamed } from "../../guards/roles.ts";
import { listAsked } from "../../list-asked.ts";
import { sendCsv } from "../../stream.ts";
import { texts } from "../../texts.ts";
import { RosterFilePage } from "../../views/admin/roster-file-page.tsx";
import { RosterSendPage } from "../../views/admin/roster-send-page.tsx";
import { actorOf, fieldIn, sentIn } from "./actor.ts";
import { csvAnswer } from "./csv-answer.ts";

/** A file of the roster: sent, looked at, and let in or dropped. */
export function rosterFileRoutes(files: RosterFiles) {
  return new Hono<AdminEnv>()
    .get(ROSTER_FILES, (c) => ask(c))
    .get(`${ROSTER_FILES}.csv`, (c) => {
      const role = organisationNamed(c.req.query("org"), c.var.roles.filter(isAdmin));
      if (!role) return c.notFound();
      return csvAnswer(c, "roster-files.csv", CSV, pagesOf(role.org, listAsked(c, ROSTER_FILE_SHOWS), files));
    })
    .post(ROSTER_FILES, async (c) => {
      const form = await c.req.formData();
      const role = organisationIn(form, c.var.roles);
      if (!role) return c.notFound();
      const sent = await rosterIn(form, role.org);
      const done = "ok" in sent ? sent : await files.take(actorOf(c), sent);
      if (!done.ok) return ask(c, { ...done, sent: sentIn(form) });
      return c.redirect(`${ROSTER_FILES}/${done.id}`, 303);
    })
    .get(`${ROSTER_FILES}/:id`, (c) => show(c))
    .get(`${ROSTER_FILES}/:id/rejected.csv`, async (c) => {
      const found = await fileFor(c);
      const rejected = found && (await files.rejected(found.role.org, c.req.param("id")));
      if (!rejected) return c.notFound();
      return sendCsv(c, "rejected.csv", rejected);
    })
    .post(`${ROSTER_FILES}/:id/apply`, async (c) => {
      const found = await fileFor(c);
      if (!found) return c.notFound();
      const confirmShrink = (await c.req.formData()).get("confirm_shrink") === "yes";
      const ask = { id: c.req.param("id"), confirmShrink };
      return answer(c, await files.start(actorOf(c), found.role.org, ask), ROSTER_FILES);
    })
    .post(`${ROSTER_FILES}/:id/drop`, async (c) => {
      const found = await fileFor(c);
      if (!found) return c.notFound();
      return answer(c, await files.discard(actorOf(c), found.role.org, c.req.param("id")), "/admin/roster");
    })
    .get(`${ROSTER_FILES}/:id/:step`, (c) => c.redirect(`${ROSTER_FILES}/${c.req.param("id")}`));

  async function ask(c: Context<AdminEnv>, refused?: Refused & { sent: Readonly<Record<string, string>> }) {
    const roles = c.var.roles.filter(isAdmin);
    const role = organisationNamed(c.req.query("org"), roles);
    if (!role) return c.notFound();
    if (refused) c.status(422);
    const asked = listAsked(c, ROSTER_FILE_SHOWS);
    const brought = { list: await files.list(role.org, asked), asked, reading: role };
    const page = <RosterSendPage roles={roles} refused={refused} brought={brought} />;
    return c.render(page, { title: texts.admin.rosterFiles.title });
  }

  async function fileFor(c: Context<AdminEnv>) {
    const id = c.req.param("id") ?? "";
    for (const role of c.var.roles.filter(isAdmin)) {
      const view = await files.read(role.org, id);
      if (view) return { view, role };
    }
    return null;
  }

  async function show(c: Context<AdminEnv>, problem?: string) {
    const found = await fileFor(c);
    if (!found) return c.notFound();
    if (problem !== undefined) c.status(422);
    const started = c.req.query("started") !== undefined;
    const page = <RosterFilePage view={found.view} started={started} problem={problem} />;
    return c.render(page, { title: texts.admin.rosterFiles.title });
  }

  function answer(c: Context<AdminEnv>, done: Done, next: string) {
    if (!done.ok) return show(c, done.why);
    return c.redirect(next === ROSTER_FILES ? `${ROSTER_FILES}/${done.id}?started=1` : next, 303);
  }
}

const isAdmin = ({ admin }: OrganisationRoles) => admin;

const CSV = [
  ...["file", "source", "part", "file_sha256", "sent_at", "sent_by", "taken_over_at"],
  ...["rows", "rejected", "added", "changed", "gone", "as_before"],
];

async function* pagesOf(org: OrgId, asked: RosterFilesAsked, files: RosterFiles) {
  for (let page = 1; ; page += 1) {
    const { rows, pages } = await files.list(org, { ...asked, page });
    yield rows.map(toRow);
    if (page >= pages) return;
  }
}

function toRow({ id, source, partial, fileSha256, requestedAt, broughtBy, appliedAt, ...counts }: RosterFileBrief) {
  const { rows, rejected, added, changed, ended, unchanged } = counts;
  return {
    ...{ file: id, source, part: partial, file_sha256: fileSha256, sent_at: requestedAt.toISOString() },
    ...{ sent_by: broughtBy, taken_over_at: appliedAt?.toISOString() ?? null },
    ...{ rows, rejected, added, changed, gone: ended, as_before: unchanged },
  };
}

async function rosterIn(form: FormData, org: SentRoster["org"]): Promise<SentRoster | Refused> {
  const source = ROSTER_SOURCES.find((one) => one === fieldIn(form, "source"));
  const file = form.get("file");
  if (!source) return { ok: false, why: texts.admin.rosterFiles.noSource, field: "source" };
  if (!(file instanceof File) || file.size === 0)
    return { ok: false, why: texts.admin.rosterFiles.noFile, field: "file" };
  const map = form.get("map");
  return {
    org,
    source,
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
    map: map instanceof File && map.size > 0 ? { name: map.name, text: await map.text() } : null,
    dateFormat: fieldIn(form, "date_format") ?? "",
    partial: form.get("partial") === "yes",
  };
}
