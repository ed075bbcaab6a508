import { TEAM_STATES, type TeamRow, type TeamState } from "../../../pipeline/access-pages/port.ts";
import type { Paged } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { texts } from "../../texts.ts";
import { Label, type Tone } from "../notice.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, Paging, pathWith, Search, Shows } from "./listing.tsx";

interface TeamsProps {
  readonly teams: Paged<TeamRow>;
  readonly search: string;
  readonly state: TeamState | null;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.access.teams;
const PATH = "/admin/teams";
const TONES: Record<TeamState, Tone> = {
  gated: "success",
  managed: "accent",
  synced: "attention",
  enterprise: "attention",
  reading: "neutral",
  open: "neutral",
};

export function TeamsPage({ teams, search, state, reading, roles }: TeamsProps) {
  const { org } = reading;
  return (
    <AdminPage title={t.title}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.intro}</p>
      <Search path={PATH} label={t.search} value={search} keep={{ org, state }} />
      <Shows
        label={texts.admin.access.show}
        all={[null, ...TEAM_STATES]}
        shown={state}
        text={(one) => (one === null ? texts.admin.access.all : t.state[one])}
        href={(one) => pathWith(PATH, { org, state: one, search })}
      />
      <h2 id="teams">{t.count(teams.total)}</h2>
      {teams.rows.length === 0 ? (
        <p>{texts.admin.access.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="teams">
          {teams.rows.map((team) => (
            <TeamItem team={team} />
          ))}
        </ul>
      )}
      <Paging list={teams} path={PATH} query={{ org, state, search }} />
      <p>
        <a href={pathWith(`${PATH}.csv`, { org, state, search })}>{texts.admin.access.csv}</a>
      </p>
    </AdminPage>
  );
}

function TeamItem({ team }: { team: TeamRow }) {
  const { slug, state, level, mode, managedBy, onLapse, readingTeam, repositories, conflicts, refused } = team;
  const rules = [t.level[level], texts.admin.oversight.repositories.mode[mode], t.onLapse[onLapse](readingTeam)];
  return (
    <li class="person">
      <p class="person-name">
        <strong>{slug}</strong>
        <Label tone={TONES[state]}>{t.state[state]}</Label>
      </p>
      {t.explained[state] !== "" && <p>{t.explained[state]}</p>}
      {state === "synced" && refused && <p class="small muted">{t.refused(refused)}</p>}
      {state !== "open" && state !== "reading" && (
        <p class="small muted">{[...(managedBy === null ? [] : [t.managedBy(managedBy)]), ...rules].join(" · ")}</p>
      )}
      <p class="small muted break">{t.reaches(repositories.map(({ name, role }) => `${name} (${role})`))}</p>
      {conflicts.length > 0 && <p>{t.conflict(conflicts.map((login) => `@${login}`).join(", "))}</p>}
    </li>
  );
}
