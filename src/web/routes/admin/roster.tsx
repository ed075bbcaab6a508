import { type Context, Hono } from "hono";
import { ROSTER_SOURCES } from "../../../domain/roster.ts";
import type { RosterPerson, RosterQuery } from "../../../domain/stores/roster.ts";
import { csvHeading, csvLines } from "../../../evidence/csv.ts";
import type { RosterPages } from "../../deps.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { sendCsv } from "../../stream.ts";
import { texts } from "../../texts.ts";
import { ROSTER_SHOWS, RosterPage, type RosterShow } from "../../views/admin/roster-page.tsx";

const PATH = "/admin/roster";
const A_PAGE = 50;
const AT_ONCE = 500;

/** Files come in by the command line; here is seen what they say, and whose account is whose. */
export function rosterRoutes(rosters: RosterPages) {
  return new Hono<ReaderEnv>()
    .use(PATH, requireReader)
    .use(`${PATH}.csv`, requireReader)
    .get(PATH, async (c) => {
      const { reading, roles } = c.var;
      const { show, search } = askedIn(c);
      const found = show === "unknown" ? [] : await rosters.list({ ...queryIn(c, show), limit: A_PAGE + 1 });
      const unknown = show === "unknown" ? await rosters.unknownAccounts(reading.org) : [];
      const overview = await rosters.overview(reading.org);
      const people = found.slice(0, A_PAGE);
      const rest = { show, search, overview, people, unknown, reading, roles, hasMore: found.length > A_PAGE };
      return c.render(<RosterPage {...rest} />, { title: texts.admin.roster.title });
    })
    .get(`${PATH}.csv`, (c) => sendCsv(c, "roster.csv", linesOf(c, rosters)));
}

function askedIn(c: Context<ReaderEnv>): { readonly show: RosterShow; readonly search: string } {
  const show = ROSTER_SHOWS.find((one) => one === c.req.query("show")) ?? "all";
  return { show, search: c.req.query("search")?.trim() ?? "" };
}

function queryIn(c: Context<ReaderEnv>, show: RosterQuery["show"]): Omit<RosterQuery, "limit"> {
  const source = ROSTER_SOURCES.find((one) => one === c.req.query("source"));
  const key = c.req.query("after");
  const after = source && key !== undefined ? { after: { source, key } } : {};
  return { org: c.var.reading.org, show, search: askedIn(c).search, ...after };
}

const columnsOf = (...names: readonly string[]) => names.map((name) => ({ name, means: name }));
const ACCOUNT_COLUMNS = columnsOf("login", "is");
const PERSON_COLUMNS = columnsOf(
  ...["source", "key", "name", "email", "kind", "role", "department", "company", "manager", "logins", "claims"],
  ...["startsOn", "endsOn"],
);

/** A page at a time, however long the roster is. */
async function* linesOf(c: Context<ReaderEnv>, rosters: RosterPages): AsyncGenerator<string> {
  const { show } = askedIn(c);
  if (show === "unknown") {
    const accounts = await rosters.unknownAccounts(c.var.reading.org);
    yield csvHeading(ACCOUNT_COLUMNS);
    yield csvLines(
      ACCOUNT_COLUMNS,
      accounts.map(({ login, kind }) => ({ login, is: kind })),
    );
    return;
  }
  yield csvHeading(PERSON_COLUMNS);
  let query: RosterQuery = { ...queryIn(c, show), limit: AT_ONCE };
  for (;;) {
    const page = await rosters.list(query);
    yield csvLines(PERSON_COLUMNS, page.map(toRow));
    const last = page.at(-1);
    if (!last || page.length < AT_ONCE) return;
    query = { ...query, after: { source: last.source, key: last.key } };
  }
}

function toRow({ source, record, logins, claims }: RosterPerson) {
  const { githubLogin: _, githubId: __, ...told } = record;
  return { source, ...told, logins: [...logins], claims: [...claims] };
}
