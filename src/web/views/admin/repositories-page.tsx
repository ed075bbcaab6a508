import {
  REPOSITORY_SHOWS,
  type RepositoriesView,
  type RepositoryRow,
  type RepositoryShow,
} from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Label, type Tone } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations } from "./listing.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";

interface RepositoriesProps {
  readonly repositories: RepositoriesView;
  readonly asked: ListAsked<RepositoryShow>;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.oversight.repositories;
export const REPOSITORIES_PATH = "/admin/repositories";
const TONES: Record<RepositoryRow["mode"], Tone> = { observe: "neutral", flag: "attention", block: "accent" };

export function RepositoriesPage({ repositories, asked, reading, roles }: RepositoriesProps) {
  const { org } = reading;
  const { coverage, rows, total } = repositories;
  return (
    <AdminPage title={t.title}>
      <Organisations path={REPOSITORIES_PATH} reading={reading} roles={roles} />
      <p class="lead">{coverage?.sentence ?? texts.admin.oversight.overview.noCoverage}</p>
      <p>
        {t.intro}
        {coverage && (
          <>
            {" "}
            {texts.admin.oversight.looked}
            <Moment at={coverage.observedAt} />.
          </>
        )}
      </p>
      <Narrow
        {...{ path: REPOSITORIES_PATH, org, asked, searchLabel: t.name, shows: REPOSITORY_SHOWS }}
        text={(show) => t.shows[show]}
      />
      <h2 id="repositories">{t.count(total)}</h2>
      {total === 0 ? (
        <p>{texts.admin.oversight.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="repositories">
          {rows.map((row) => (
            <RepositoryItem row={row} />
          ))}
        </ul>
      )}
      <ListEnd path={REPOSITORIES_PATH} org={org} asked={asked} list={repositories} />
    </AdminPage>
  );
}

function RepositoryItem({ row }: { row: RepositoryRow }) {
  const { name, visibility, archived, inBoundary, mode, openHeads, answered, holes } = row;
  return (
    <li class="person">
      <p class="person-name">
        <strong class="break">{name}</strong>
        <span class="small muted">{archived ? `${visibility}, ${t.archived}` : visibility}</span>
        {inBoundary && <Label tone={TONES[mode]}>{t.mode[mode]}</Label>}
      </p>
      <p class="small muted">{inBoundary ? scopeText(row) : t.outside}</p>
      <p class="small">{`${t.check}${t.required[row.required ?? "unknown"]} · ${t.heads(openHeads, answered)}`}</p>
      {holes.map(({ detail, remedy }) => (
        <p class="small">
          <Label tone="danger">{detail}</Label> {remedy}
        </p>
      ))}
    </li>
  );
}

function scopeText({ scope, from, until, changesOn }: RepositoryRow): string {
  return [
    t.scope(scope),
    ...(from === null ? [] : [t.from(from)]),
    ...(until === null ? [] : [t.until(until)]),
    ...(changesOn === null ? [] : [t.changes(changesOn)]),
  ].join(", ");
}
