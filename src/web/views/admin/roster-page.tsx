import type { RosterPerson } from "../../../domain/stores/roster.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { RosterOverview, UnknownAccount } from "../../../pipeline/roster/port.ts";
import { ROSTER_FILES } from "../../form-fields.ts";
import { texts } from "../../texts.ts";
import { ActionLink } from "../form.tsx";
import { Label } from "../notice.tsx";
import { Prose } from "../prose.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, pathWith, Search, Shows } from "./listing.tsx";

export const ROSTER_SHOWS = ["all", "unlinked", "conflicts", "ended", "unknown"] as const;
export type RosterShow = (typeof ROSTER_SHOWS)[number];

interface RosterProps {
  readonly overview: RosterOverview;
  readonly show: RosterShow;
  readonly search: string;
  readonly people: readonly RosterPerson[];
  readonly unknown: readonly UnknownAccount[];
  /** Whether others follow these. */
  readonly hasMore: boolean;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.roster;
const PATH = "/admin/roster";

export function RosterPage({ overview, show, search, people, unknown, hasMore, reading, roles }: RosterProps) {
  const { org } = reading;
  const last = people.at(-1);
  const isEmpty = people.length + unknown.length === 0;
  return (
    <AdminPage title={t.title}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <Prose text={t.intro} />
      <Sources overview={overview} />
      {reading.admin && (
        <p>
          <ActionLink href={ROSTER_FILES} label={texts.admin.rosterFiles.another} />
        </p>
      )}
      {show !== "unknown" && <Search path={PATH} label={t.search} value={search} keep={{ org, show }} />}
      <Shows
        label={t.show}
        all={ROSTER_SHOWS}
        shown={show}
        text={(one) => t.shows[one]}
        href={(one) => pathWith(PATH, { org, show: one, search })}
      />
      <h2 id="roster">{t.shows[show]}</h2>
      {show === "conflicts" && <Prose text={t.conflicts} />}
      {show === "unknown" && <p>{t.unknown}</p>}
      {isEmpty ? (
        <p>{t.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="roster">
          {people.map((person) => (
            <PersonItem person={person} />
          ))}
          {unknown.map(({ login, kind }) => (
            <li class="row">
              <div class="row-text">
                <p class="row-title">{`@${login}`}</p>
                <p class="small muted">{t[kind]}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {hasMore && last && (
        <p>
          <a href={pathWith(PATH, { org, show, search, source: last.source, after: last.key })} rel="next">
            {t.more}
          </a>
        </p>
      )}
      <p>
        <a href={pathWith(`${PATH}.csv`, { org, show, search })}>{t.csv}</a>
      </p>
    </AdminPage>
  );
}

function Sources({ overview }: { overview: RosterOverview }) {
  const { current, linked, conflicts, observed, unknown, sources } = overview;
  return (
    <>
      <p>{t.counts(current, linked, conflicts)}</p>
      <ul>
        {sources.map(({ source, newest }) => (
          <li>
            {`${t.sources[source]}: `}
            {newest?.appliedAt ? (
              <>
                {t.taken}
                <Day at={newest.appliedAt} />
              </>
            ) : (
              t.neverTaken
            )}
          </li>
        ))}
        <li>{`${t.github}: ${t.observed(observed, unknown)}`}</li>
      </ul>
    </>
  );
}

function PersonItem({ person: { source, key, record, logins, claims, endedAt } }: { person: RosterPerson }) {
  const parts = [record.role, record.department, record.company].filter((part) => part !== null);
  const names = (all: readonly string[]) => all.map((login) => `@${login}`).join(" ");
  return (
    <li class="row">
      <div class="row-text">
        <p class="row-title">{record.name}</p>
        <p class="small muted">{[t.sources[source], key, ...parts].join(" · ")}</p>
        <p class="small muted">
          {logins.length === 0 ? t.nobody : names(logins)}
          {endedAt && (
            <>
              {`, ${t.until}`}
              <Day at={endedAt} />
            </>
          )}
        </p>
      </div>
      {claims.length > 0 && <Label tone="attention">{t.claims(names(claims))}</Label>}
    </li>
  );
}
