import { type Context, Hono } from "hono";
import { type AccessPages, TEAM_STATES, type TeamRow } from "../../../pipeline/access-pages/port.ts";
import { pageOf } from "../../../pipeline/admin/paged.ts";
import type { ReaderEnv } from "../../env.ts";
import { requireReader } from "../../guards/roles.ts";
import { pageIn, searchIn } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { ForecastPage } from "../../views/admin/forecast-page.tsx";
import { TeamsPage } from "../../views/admin/teams-page.tsx";
import { csvAnswer } from "./csv-answer.ts";

const TEAMS = "/admin/teams";
const FORECAST = "/admin/forecast";
const TEAMS_CSV = [
  "team",
  "state",
  "level",
  "mode",
  "managed_by",
  "on_lapse",
  "reading_team",
  "repositories",
  "conflicts",
  "refused_since",
  "next_try",
];

/** How the seats of teams are treated, and whose training ends soon. */
export function accessRoutes(access: AccessPages) {
  return new Hono<ReaderEnv>()
    .use(TEAMS, requireReader)
    .use(`${TEAMS}.csv`, requireReader)
    .use(FORECAST, requireReader)
    .use(`${FORECAST}.csv`, requireReader)
    .get(TEAMS, async (c) => {
      const { reading, roles } = c.var;
      const { search, state } = teamsAsked(c);
      const teams = pageOf(await teamsFor(c), pageIn(c));
      const page = <TeamsPage teams={teams} search={search} state={state} reading={reading} roles={roles} />;
      return c.render(page, { title: texts.admin.access.teams.title });
    })
    .get(`${TEAMS}.csv`, async (c) => csvAnswer(c, "teams.csv", TEAMS_CSV, [(await teamsFor(c)).map(toTeamRow)]))
    .get(FORECAST, async (c) => {
      const { reading, roles } = c.var;
      const search = searchIn(c);
      const forecast = await access.forecast(reading.org);
      const page = <ForecastPage forecast={forecast} search={search} reading={reading} roles={roles} />;
      return c.render(page, { title: texts.admin.access.forecast.title });
    })
    .get(`${FORECAST}.csv`, async (c) => {
      const { lapses } = await access.forecast(c.var.reading.org);
      const wanted = searchIn(c).toLowerCase().replace(/^@/, "");
      const found = lapses.filter(({ login }) => login.toLowerCase().includes(wanted));
      const rows = found.map(({ login, layer, at }) => ({ login, layer, ends_at: at.toISOString() }));
      return csvAnswer(c, "forecast.csv", ["login", "layer", "ends_at"], [rows]);
    });

  async function teamsFor(c: Context<ReaderEnv>): Promise<readonly TeamRow[]> {
    const { search, state } = teamsAsked(c);
    const wanted = search.toLowerCase();
    const all = await access.teams(c.var.reading.org);
    return all.filter((team) => (state === null || team.state === state) && team.slug.toLowerCase().includes(wanted));
  }
}

function teamsAsked(c: Context) {
  return { search: searchIn(c), state: TEAM_STATES.find((one) => one === c.req.query("state")) ?? null };
}

function toTeamRow(team: TeamRow) {
  const { slug, state, level, mode, managedBy, onLapse, readingTeam, repositories, conflicts, refused } = team;
  return {
    ...{ team: slug, state, level, mode, managed_by: managedBy, on_lapse: onLapse, reading_team: readingTeam },
    repositories: repositories.map(({ name, role }) => `${name} (${role})`),
    conflicts,
    refused_since: refused?.since.toISOString() ?? null,
    next_try: refused?.nextTry?.toISOString() ?? null,
  };
}
