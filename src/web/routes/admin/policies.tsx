import { type Context, Hono } from "hono";
import { type PolicyReader, READER_STATES, type ReaderQuery } from "../../../domain/stores/policy-documents.ts";
import { csvHeading, csvLines } from "../../../evidence/csv.ts";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import type { PolicyOffice } from "../../../pipeline/policy-documents/port.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { listAsked, pageIn } from "../../list-asked.ts";
import { sendCsv } from "../../stream.ts";
import { texts } from "../../texts.ts";
import { AdminPoliciesPage, LISTED_KINDS, POLICIES_PATH } from "../../views/admin/policies-page.tsx";
import { PolicyReadersPage } from "../../views/admin/policy-readers-page.tsx";
import { actorOf, fieldIn } from "./actor.ts";
import { csvAnswer } from "./csv-answer.ts";
import { LISTED_CSV, narrowedPolicies, toListedRow, toVersionRow, VERSIONS_CSV } from "./policy-lists.ts";

const A_PAGE = 50;
const AT_ONCE = 500;
const LISTED = `${POLICIES_PATH}/listed/:policy`;

export function policyDocumentRoutes(office: PolicyOffice) {
  return (
    new Hono<ReaderEnv>()
      .use(`${POLICIES_PATH}/*`, requireReader)
      .use(`${POLICIES_PATH}.csv`, requireReader)
      .get(POLICIES_PATH, (c) => show(c))
      .get(`${POLICIES_PATH}.csv`, async (c) => {
        const { listed } = await office.overview(c.var.reading.org);
        const rows = narrowedPolicies(listed, listAsked(c, LISTED_KINDS)).map(toListedRow);
        return csvAnswer(c, "policies.csv", LISTED_CSV, [rows]);
      })
      .get(`${POLICIES_PATH}/versions.csv`, async (c) => {
        const { versions } = await office.overview(c.var.reading.org);
        return csvAnswer(c, "policy-versions.csv", VERSIONS_CSV, [versions.map(toVersionRow)]);
      })
      .post(`${POLICIES_PATH}/approve`, async (c) => {
        const { reading, viewer } = c.var;
        if (!reading.admin) return c.notFound();
        const form = await c.req.formData();
        const done = await office.approve(actorOf(c), reading.org, {
          version: Number(fieldIn(form, "version") ?? 0),
          sha256: fieldIn(form, "sha256") ?? "",
          typedName: fieldIn(form, "typed_name") ?? "",
          sessionId: viewer.sessionId,
        });
        return done.ok ? c.redirect(`${POLICIES_PATH}?org=${reading.org}`, 303) : show(c, done.why);
      })
      // Where a reload, or a sign-in in between, turns a form's address into a page's.
      .get(`${POLICIES_PATH}/approve`, (c) => c.redirect(`${POLICIES_PATH}?org=${c.var.reading.org}`))
      .get(LISTED, async (c) => {
        const { reading } = c.var;
        const query = { ...askedIn(c), page: pageIn(c), limit: A_PAGE };
        const found = await office.readers(reading.org, c.req.param("policy"), query);
        if (!found) return c.notFound();
        return c.render(<PolicyReadersPage found={found} query={query} reading={reading} />, {
          title: found.policy.title,
        });
      })
      .get(`${LISTED}/people.csv`, async (c) => {
        const policy = c.req.param("policy");
        if (!(await office.readers(c.var.reading.org, policy, { ...askedIn(c), page: 1, limit: 1 })))
          return c.notFound();
        return sendCsv(c, `${policy}.csv`, linesOf(c, policy, office));
      })
  );

  async function show(c: Context<ReaderEnv>, problem?: string) {
    const { reading, roles } = c.var;
    const asked = listAsked(c, LISTED_KINDS);
    const { versions, listed } = await office.overview(reading.org);
    if (problem !== undefined) c.status(422);
    const found = pageOf(narrowedPolicies(listed, asked), asked.page);
    const rest = { versions, asked, reading, roles, problem, allVersions: c.req.query("versions") === "all" };
    const page = <AdminPoliciesPage listed={found} {...rest} />;
    return c.render(page, { title: texts.policies.admin.title });
  }
}

function askedIn(c: Context<ReaderEnv>): Pick<ReaderQuery, "search" | "show"> {
  const show = READER_STATES.find((one) => one === c.req.query("show")) ?? "all";
  return { show, search: c.req.query("search")?.trim() ?? "" };
}

const COLUMNS = ["person", "name", "logins", "policy", "sha256", "acknowledged_at", "told", "not_told_why"].map(
  (name) => ({
    name,
    means: name,
  }),
);

/** Some at a time, however many there are. */
async function* linesOf(c: Context<ReaderEnv>, policyId: string, office: PolicyOffice): AsyncGenerator<string> {
  yield csvHeading(COLUMNS);
  for (let page = 1; ; page += 1) {
    const found = await office.readers(c.var.reading.org, policyId, { ...askedIn(c), page, limit: AT_ONCE });
    if (!found) return;
    const { policy, readers } = found;
    yield csvLines(
      COLUMNS,
      readers.rows.map((reader) => toRow(reader, policy.policyId, policy.sha256)),
    );
    if (page >= readers.pages) return;
  }
}

function toRow({ person, name, logins, acknowledgedAt, told }: PolicyReader, policy: string, sha256: string) {
  return {
    ...{ person, name, logins: [...logins], policy, sha256, acknowledged_at: acknowledgedAt?.toISOString() ?? null },
    ...{ told: told?.delivered ?? null, not_told_why: told?.why ?? null },
  };
}
