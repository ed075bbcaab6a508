import type { ForecastView, LapseRow } from "../../../pipeline/access-pages/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { Series } from "../../charts/draw.ts";
import type { Count } from "../../charts/stacked.ts";
import { texts } from "../../texts.ts";
import { StackedChart } from "../auditor/chart.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, pathWith, Search } from "./listing.tsx";

interface ForecastProps {
  readonly forecast: ForecastView;
  readonly search: string;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.access.forecast;
const PATH = "/admin/forecast";
const WEEK_MS = 7 * 86_400_000;
const SERIES: readonly Series[] = [{ key: "people", label: t.series, tone: "attention" }];

export function ForecastPage({ forecast, search, reading, roles }: ForecastProps) {
  const { org } = reading;
  const wanted = search.toLowerCase().replace(/^@/, "");
  const shown =
    wanted === ""
      ? forecast.lapses.filter(({ at }) => at <= forecast.soon)
      : forecast.lapses.filter(({ login }) => login.toLowerCase().includes(wanted));
  return (
    <AdminPage title={t.title}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.intro}</p>
      {forecast.lapses.length === 0 ? <p>{t.none}</p> : <Weeks forecast={forecast} />}
      <Search path={PATH} label={t.search} value={search} keep={{ org }} />
      <h2>{wanted === "" ? t.soon : t.found}</h2>
      {shown.length === 0 ? (
        <p>{wanted === "" ? t.nobodySoon : texts.admin.access.none}</p>
      ) : (
        <Who lapses={shown} org={org} />
      )}
      <p>
        <a href={pathWith(`${PATH}.csv`, { org, search })}>{texts.admin.access.csv}</a>
      </p>
    </AdminPage>
  );
}

function Weeks({ forecast: { weeks, lapses } }: { forecast: ForecastView }) {
  const counts = weeks.map(({ from, people }): Count => {
    const start = new Date(from);
    return { from: start, to: new Date(start.getTime() + WEEK_MS), key: "people", count: people };
  });
  const everybody = new Set(lapses.map(({ person }) => person)).size;
  const most = Math.max(...weeks.map(({ people }) => people));
  const told = { id: "forecast", title: t.chart, description: t.describe(everybody, most) };
  return (
    <>
      <StackedChart told={told} series={SERIES} counts={counts} note={t.step} />
      <p>{told.description}</p>
      <details class="more">
        <summary>{t.table}</summary>
        <ScrollTable name={t.chart} columns={[t.week, t.people]}>
          {counts.map(({ from, count }) => (
            <tr>
              <th scope="row">
                <Day at={from} />
              </th>
              <td class="align-right">{count}</td>
            </tr>
          ))}
        </ScrollTable>
      </details>
    </>
  );
}

function Who({ lapses, org }: { lapses: readonly LapseRow[]; org: OrganisationRoles["org"] }) {
  return (
    <ScrollTable name={t.title} columns={[t.who, t.layer, t.ends]}>
      {lapses.map(({ person, login, layer, at }) => (
        <tr>
          <th scope="row">
            <a href={pathWith(`/admin/people/${person}`, { org })}>{`@${login}`}</a>
          </th>
          <td>{layer}</td>
          <td>
            <Day at={at} />
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}
