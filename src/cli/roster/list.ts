import type { OrgId } from "../../domain/ids.ts";
import type { RosterPerson, RosterQuery } from "../../domain/stores/roster.ts";
import type { RosterOverview } from "../../pipeline/roster/port.ts";
import type { Cli, ExceptionDesk, ExitCode } from "../cli.ts";
import { organisationOf, withDesk } from "../exceptions/exceptions.ts";
import { formatTable } from "../table.ts";

export interface ListRoster {
  readonly show: RosterQuery["show"] | "unknown";
  readonly search?: string;
  readonly org?: string;
  readonly json?: boolean;
}

const A_PAGE = 500;

/** Who stands on the roster, page by page; or, `unknown`, who has access at GitHub and stands on none. */
export async function listRoster(cli: Cli, { show, search, json, org: login }: ListRoster): Promise<ExitCode> {
  return withDesk(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(login, desk.stores);
    if (!json) cli.terminal.tell(totalsOf(await desk.roster.overview(org)));
    if (show === "unknown") await tellUnknown(cli, org, desk, json);
    else await tellPeople(cli, { org, show, search, limit: A_PAGE }, desk, json);
    return 0;
  });
}

function totalsOf({ current, linked, conflicts, ended, observed, unknown }: RosterOverview): string {
  return `on the roster: ${current} (with an account: ${linked}, not clear whose: ${conflicts}) · ended: ${ended} · with access at GitHub: ${observed} (on no roster: ${unknown})`;
}

async function tellUnknown({ terminal }: Cli, org: OrgId, { roster }: ExceptionDesk, json?: boolean): Promise<void> {
  const accounts = await roster.unknownAccounts(org);
  if (json) terminal.tell(JSON.stringify(accounts));
  else if (accounts.length > 0)
    terminal.tell(formatTable([["account", "is"], ...accounts.map(({ login, kind }) => [`@${login}`, kind])]));
}

/** With `json` one line each, so that a long list is not held whole. */
async function tellPeople(cli: Cli, query: RosterQuery, { roster }: ExceptionDesk, json?: boolean): Promise<void> {
  let page = await roster.list(query);
  while (page.length > 0 && cli.terminal.hasReader()) {
    if (json) for (const person of page) cli.terminal.tell(JSON.stringify(toJson(person)));
    else cli.terminal.tell(formatTable([["source", "key", "name", "role", "account", "claims"], ...page.map(toRow)]));
    const last = page.at(-1);
    if (!last || page.length < A_PAGE) return;
    page = await roster.list({ ...query, after: { source: last.source, key: last.key } });
  }
}

function toJson({ record, recordSha256: _, orgId: __, ...person }: RosterPerson) {
  return { ...person, ...record };
}

function toRow({ source, key, record, logins, claims }: RosterPerson): readonly string[] {
  const names = (all: readonly string[]) => all.map((login) => `@${login}`).join(" ");
  return [source, key, record.name, record.role ?? "", names(logins), names(claims)];
}
