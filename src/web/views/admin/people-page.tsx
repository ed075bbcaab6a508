import {
  type LayerStatus,
  type Paged,
  PERSON_STATES,
  type PersonState,
  type PersonStatus,
} from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { TitleOf } from "../../course-titles.ts";
import { texts } from "../../texts.ts";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, Paging, PersonStateLabel, pathWith, Search, Shows } from "./listing.tsx";

interface PeopleProps {
  readonly people: Paged<PersonStatus>;
  readonly search: string;
  readonly state: PersonState | null;
  readonly titleOf: TitleOf;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.oversight;
const PATH = "/admin/people";

export function PeoplePage({ people, search, state, titleOf, reading, roles }: PeopleProps) {
  const { org } = reading;
  return (
    <AdminPage title={t.people.title}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.people.intro}</p>
      <Search path={PATH} label={t.people.login} value={search} keep={{ org, state }} />
      <Shows
        label={t.people.show}
        all={[null, ...PERSON_STATES]}
        shown={state}
        text={(one) => (one === null ? t.people.everybody : t.state[one])}
        href={(one) => pathWith(PATH, { org, search, state: one })}
      />
      <h2 id="people">{t.people.count(people.total)}</h2>
      {people.total === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="people">
          {people.rows.map((person) => (
            <PersonItem person={person} titleOf={titleOf} org={org} />
          ))}
        </ul>
      )}
      <Paging list={people} path={PATH} query={{ org, search, state }} />
      <p>
        <a href={pathWith(`${PATH}.csv`, { org, search, state })}>{t.csv}</a>
      </p>
    </AdminPage>
  );
}

type ItemProps = Pick<PeopleProps, "titleOf"> & { readonly person: PersonStatus; readonly org: number };

function PersonItem({ person: { person, logins, state, layers }, titleOf, org }: ItemProps) {
  return (
    <li class="row">
      <div class="row-text">
        <a class="row-title" href={pathWith(`${PATH}/${person}`, { org })}>
          {`@${logins[0] ?? texts.admin.nobody}`}
        </a>
        {layers.map((layer) => (
          <p class="small muted">
            <LayerText layer={layer} titleOf={titleOf} />
          </p>
        ))}
      </div>
      <PersonStateLabel state={state} />
    </li>
  );
}

/** One layer in a line: its state, until when, and what lacks. */
export function LayerText({ layer: told, titleOf }: { layer: LayerStatus; titleOf: TitleOf }) {
  const { layer, state, until, waived, missing } = told;
  return (
    <>
      {`${layer}: ${t.state[state === "met" ? "current" : state].toLowerCase()}`}
      {until && (
        <>
          {t.person.until}
          <Day at={until} />
        </>
      )}
      {waived && `, ${t.person.waived}`}
      {missing.length > 0 && `. ${t.person.lacks(missing.map(titleOf).join(", "))}`}
    </>
  );
}
