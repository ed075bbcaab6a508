import type { AccessRun } from "../../../domain/stores/access-gate.ts";
import { HOLD_SHOWS, type HoldNotice, type HoldRow, type HoldsAsked } from "../../../pipeline/access-pages/port.ts";
import type { OrganisationRoles } from "../../../pipeline/roles.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Label, Panel } from "../notice.tsx";
import { Day, Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Field } from "./field.tsx";
import { Organisations, pathWith, Search, Shows } from "./listing.tsx";

interface HoldsProps {
  readonly holds: readonly HoldRow[];
  readonly asked: HoldsAsked;
  readonly runs: readonly AccessRun[];
  /** Whether others follow these. */
  readonly hasMore: boolean;
  readonly problem: string | undefined;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.access.holds;
const PATH = "/admin/holds";

export function HoldsPage({ holds, asked: { show, search }, runs, hasMore, problem, reading, roles }: HoldsProps) {
  const { org } = reading;
  return (
    <AdminPage title={t.title} problem={problem}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.intro}</p>
      {runs.length > 0 && <Runs runs={runs} reading={reading} />}
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
            <HoldItem hold={hold} reading={reading} />
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

function HoldItem({ hold, reading }: { hold: HoldRow; reading: OrganisationRoles }) {
  const { id, login, person, what, cause, openedAt, missing, instead, notice, releasedAt, ended } = hold;
  const name = login === null ? t.nobody : `@${login}`;
  const courses = [...new Set(missing.map(({ course }) => course))];
  return (
    <li class="person" id={`hold-${id}`}>
      <p class="person-name">
        <a href={pathWith(`/admin/people/${person}`, { org: reading.org })}>
          <strong>{name}</strong>
        </a>
        <Label tone={ended ? "success" : "attention"}>{ended ? t.ends[ended.how] : t.causes[cause]}</Label>
      </p>
      <p class="break">{what}</p>
      {!ended && courses.length > 0 && <p>{t.lacks(courses)}</p>}
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

const r = texts.admin.access.runs;

function Runs({ runs, reading }: { runs: readonly AccessRun[]; reading: OrganisationRoles }) {
  return (
    <Panel tone="attention">
      <h2 id="runs">{r.title}</h2>
      <p>{r.intro}</p>
      <ul aria-labelledby="runs">
        {runs.map(({ id, kind, asked, taken, cap, at }) => {
          const what = r.asked(asked, r.words[kind], taken, cap);
          return (
            <li id={`run-${id}`}>
              <p>{what}</p>
              <p class="small muted">
                {r.stopped}
                <Moment at={at} />
              </p>
              {reading.admin && (
                <Release
                  action={`${PATH}/runs/${id}/release`}
                  {...{ id, label: r.release, what, reason: r.reason, org: reading.org }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

interface ReleaseProps {
  readonly action: string;
  readonly id: string;
  readonly label: string;
  readonly what: string;
  readonly reason: string;
  readonly org: OrganisationRoles["org"];
}

/** It takes a reason, and so two steps. */
function Release({ action, id, label, what, reason, org }: ReleaseProps) {
  return (
    <details class="more">
      <summary aria-label={`${label}: ${what}`}>{label}</summary>
      <Form action={pathWith(action, { org })}>
        <Field id={`reason-${id}`} name="reason" label={reason} required />
        <button class="btn" type="submit" aria-label={`${label}: ${what}`}>
          {label}
        </button>
      </Form>
    </details>
  );
}
