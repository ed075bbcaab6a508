import { AWARENESS_KINDS, type AwarenessKind } from "../../../domain/awareness.ts";
import type { AwarenessImport } from "../../../domain/stores/awareness.ts";
import type { ActivityView } from "../../../pipeline/awareness/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { Newsletter } from "../../../programme/awareness/newsletter.ts";
import { texts } from "../../texts.ts";
import { Prose } from "../prose.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { AWARENESS_FILES_PATH, AwarenessFiles } from "./awareness-files-page.tsx";
import { HeldForm, IncidentForm } from "./awareness-forms.tsx";
import type { Refused } from "./field.tsx";
import { Organisations, pathWith, Search, Shows } from "./listing.tsx";

interface AwarenessProps {
  readonly newsletters: readonly Newsletter[];
  readonly activities: readonly ActivityView[];
  readonly hasMore: boolean;
  readonly imports: readonly AwarenessImport[];
  readonly kind: AwarenessKind | undefined;
  readonly search: string;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly refused?: Refused | undefined;
}

const t = texts.awareness;
const PATH = "/admin/awareness";
const FILES_SHOWN = 5;

export function AwarenessPage(props: AwarenessProps) {
  const { reading, roles, refused, newsletters, imports } = props;
  return (
    <AdminPage title={t.title} problem={refused?.why}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <Prose text={t.intro} />
      <h2 id="ready">{t.ready}</h2>
      {newsletters.length === 0 ? <Prose text={t.noneReady} /> : <Ready {...props} />}
      {reading.admin && (
        <>
          <IncidentForm org={reading.org} refused={refused} />
          <HeldForm org={reading.org} refused={refused} />
        </>
      )}
      <h2 id="done">{t.list}</h2>
      <Done {...props} />
      <h2 id="files">{t.imports}</h2>
      {imports.length === 0 ? (
        <p>{t.noImports}</p>
      ) : (
        <>
          <AwarenessFiles imports={imports.slice(0, FILES_SHOWN)} />
          <p>
            <a href={pathWith(AWARENESS_FILES_PATH, { org: reading.org })}>{t.allImports(imports.length)}</a>
          </p>
        </>
      )}
    </AdminPage>
  );
}

function Ready({ newsletters, reading: { org } }: AwarenessProps) {
  return (
    <ul class="rows" aria-labelledby="ready">
      {newsletters.map(({ slug, title, kind }) => (
        <li class="row">
          <div class="row-text">
            <a class="row-title" href={pathWith(`${PATH}/send/${slug}`, { org })}>
              {title}
            </a>
            <p class="small muted">{`${t.kind[kind]} · ${slug}`}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Done({ activities, hasMore, kind, search, reading: { org } }: AwarenessProps) {
  const last = activities.at(-1);
  const before = last && `${last.happenedAt.toISOString()} ${last.id}`;
  return (
    <>
      <Search path={PATH} label={t.search} value={search} keep={{ org, kind: kind ?? null }} />
      <Shows
        label={t.show}
        all={[null, ...AWARENESS_KINDS]}
        shown={kind ?? null}
        text={(one) => (one === null ? t.all : t.kinds[one])}
        href={(one) => pathWith(PATH, { org, search, kind: one })}
      />
      {activities.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="done">
          {activities.map((activity) => (
            <ActivityItem activity={activity} org={org} />
          ))}
        </ul>
      )}
      {hasMore && before !== undefined && (
        <p>
          <a href={pathWith(PATH, { org, search, kind: kind ?? null, before })} rel="next">
            {t.more}
          </a>
        </p>
      )}
      <p>
        <a href={pathWith(`${PATH}.csv`, { org, search, kind: kind ?? null })}>{t.csv}</a>
      </p>
    </>
  );
}

function ActivityItem({ activity, org }: { activity: ActivityView; org: OrganisationRoles["org"] }) {
  const { id, title, kind, method, channel, happenedAt, audience, covered, roster, textSha256 } = activity;
  return (
    <li class="row">
      <div class="row-text">
        <p class="row-title">
          {textSha256 === null ? title : <a href={pathWith(`${PATH}/sent/${id}`, { org })}>{title}</a>}
        </p>
        <p class="small muted">
          <Day at={happenedAt} />
          {` · ${t.kind[kind]} · ${t.methods[method]} · ${channel}`}
        </p>
        <p class="small">
          {[t.reach(audience, covered, roster), ...sentOf(activity), ...outcomesOf(activity)].join("; ")}
        </p>
        {textSha256 !== null && (
          <p class="small muted break">
            {t.digest}
            <code>{textSha256}</code>
          </p>
        )}
      </div>
    </li>
  );
}

function sentOf({ kind, delivered, undeliverable, unknown }: ActivityView): readonly string[] {
  const isSent = kind === "newsletter" || kind === "reminder";
  return isSent && delivered !== null ? [t.delivered(delivered, undeliverable ?? 0, unknown ?? 0)] : [];
}

function outcomesOf({ outcomes, suppressed }: ActivityView): readonly string[] {
  if (suppressed) return [t.fewer];
  return outcomes ? [t.outcomes(outcomes.reported, outcomes.clicked, outcomes.submitted)] : [];
}
