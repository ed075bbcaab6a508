import type { AccessRun } from "../../../domain/stores/access-gate.ts";
import { HOLD_SHOWS, type HoldNotice, type HoldRow, type HoldsAsked } from "../../../pipeline/access-pages/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { TitleOf } from "../../course-titles.ts";
import { texts } from "../../texts.ts";
import { Label } from "../notice.tsx";
import { Day, Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, pathWith, Search, Shows } from "./listing.tsx";
import { Release } from "./release.tsx";
import { StoppedRuns } from "./stopped-runs.tsx";

interface HoldsProps {
  readonly holds: readonly HoldRow[];
  readonly asked: HoldsAsked;
  readonly runs: readonly AccessRun[];
  /** Whether others follow these. */
  readonly hasMore: boolean;
  readonly problem: string | undefined;
  readonly titleOf: TitleOf;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.access.holds;
const PATH = "/admin/holds";

export function HoldsPage(props: HoldsProps) {
  const { holds, asked, runs, hasMore, problem, titleOf, reading, roles } = props;
  const { show, search } = asked;
  const { org } = reading;
  return (
    <AdminPage title={t.title} problem={problem}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.intro}</p>
      {runs.length > 0 && <StoppedRuns runs={runs} reading={reading} />}
      <Search path={PATH} label={t.search} value={search} keep={{ org, show }} />
      <Shows
        label={texts.admin.access.show}
        all={HOLD_SHOWS}
        shown={show}
        text={(one) => t.shows[one]}
        href={(one) => pathWith(PATH, { org, show: one, search })}
      />
      <h2 id="holds">{t.shows[show]}</h2>
      {holds.length === 0 ? (
        <p>{search === "" && show === "waiting" ? t.nothingWaits : texts.admin.access.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="holds">
          {holds.map((hold) => (
            <HoldItem hold={hold} titleOf={titleOf} reading={reading} />
          ))}
        </ul>
      )}
      {hasMore && (
        <p>
          <a href={pathWith(PATH, { org, show, search, after: holds.at(-1)?.id ?? null })} rel="next">
            {texts.admin.access.more}
          </a>
        </p>
      )}
      <p>
        <a href={pathWith(`${PATH}.csv`, { org, show, search })}>{texts.admin.access.csv}</a>
      </p>
    </AdminPage>
  );
}

type ItemProps = Pick<HoldsProps, "titleOf" | "reading"> & { readonly hold: HoldRow };

function HoldItem({ hold, titleOf, reading }: ItemProps) {
  const { id, login, person, what, cause, openedAt, missing, instead, notice, releasedAt, ended } = hold;
  const name = login === null ? t.nobody : `@${login}`;
  return (
    <li class="person" id={`hold-${id}`}>
      <p class="person-name">
        <a href={pathWith(`/admin/people/${person}`, { org: reading.org })}>
          <strong>{name}</strong>
        </a>
        <Label tone={ended ? "success" : "attention"}>{ended ? t.ends[ended.how] : t.causes[cause]}</Label>
      </p>
      <p class="break">{what}</p>
      {!ended && missing.length > 0 && <p>{t.lacks(coursesIn(missing, titleOf))}</p>}
      <p class="small muted">
        {t.since}
        <Moment at={openedAt} />
        {ended && (
          <>
            {t.ended}
            <Moment at={ended.at} />
          </>
        )}
      </p>
      {!ended && instead !== null && <p class="small muted">{t.meanwhile}</p>}
      <Told notice={notice} />
      {!ended && releasedAt && <p>{t.released}</p>}
      {!ended && !releasedAt && reading.admin && (
        <Release
          action={`${PATH}/${id}/release`}
          {...{ id, label: t.release, what: `${name}, ${what}`, reason: t.reason, org: reading.org }}
        />
      )}
    </li>
  );
}

/** Each course once, with the layers that ask for it. */
function coursesIn(missing: HoldRow["missing"], titleOf: TitleOf): readonly string[] {
  const courses = [...new Set(missing.map(({ course }) => course))];
  return courses.map((course) => {
    const layers = missing.filter((one) => one.course === course).map(({ layer }) => layer);
    return t.course(titleOf(course), [...new Set(layers)]);
  });
}

function Told({ notice }: { notice: HoldNotice }) {
  if (notice === null) return null;
  if (notice.told)
    return (
      <p class="small muted">
        {t.told}
        <Day at={notice.told} />
      </p>
    );
  return (
    <>
      <p class="small">{`${t.untold(notice.why)} ${t.paste}`}</p>
      <blockquote class="break">{notice.sentence}</blockquote>
    </>
  );
}
