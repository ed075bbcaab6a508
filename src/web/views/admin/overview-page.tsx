import type { OrgId } from "../../../domain/ids.ts";
import { type Overview, PERSON_STATES } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { mayChange } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { Page } from "../layout.tsx";
import { Panel } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { Organisations, PersonStateLabel, pathWith } from "./listing.tsx";
import { Waits } from "./waits.tsx";

interface OverviewProps {
  readonly overview: Overview;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

const t = texts.admin.oversight;

/** Where the organisation stands, what waits, and the way to each part. */
export function OverviewPage({ overview, reading, roles }: OverviewProps) {
  return (
    <Page>
      <h1>{texts.admin.title}</h1>
      <Organisations path="/admin" reading={reading} roles={roles} />
      <p class="lead">{t.overview.intro}</p>
      {!mayChange(reading) && <p>{texts.admin.readOnly}</p>}
      <Coverage overview={overview} reading={reading} />
      <Waits overview={overview} org={reading.org} />
      <h2>{t.overview.now}</h2>
      <Numbers overview={overview} reading={reading} />
      <h2 id="parts">{t.allParts}</h2>
      <Parts reading={reading} />
    </Page>
  );
}

type Part = Pick<OverviewProps, "overview" | "reading">;

function Coverage({ overview: { coverage }, reading: { org } }: Part) {
  return (
    <Panel tone={coverage === null ? "neutral" : coverage.holes > 0 ? "attention" : "success"}>
      <h2>{t.overview.coverage}</h2>
      <p class="lead">{coverage?.sentence ?? t.overview.noCoverage}</p>
      {coverage && (
        <p class="small muted">
          {t.looked}
          <Moment at={coverage.observedAt} />
        </p>
      )}
      <p>
        <a href={pathWith("/admin/repositories", { org })}>{t.overview.seeRepositories}</a>
      </p>
    </Panel>
  );
}

function Numbers({ overview: { pulls, people }, reading: { org } }: Part) {
  const { open, blocked, undecided, withoutVerdict } = pulls;
  return (
    <dl class="record">
      <div>
        <dt>{t.overview.pulls}</dt>
        <dd>{t.overview.pullCounts(open, blocked, undecided, withoutVerdict)}</dd>
      </div>
      <div>
        <dt>{t.overview.people}</dt>
        <dd>
          <ul class="jumps">
            {PERSON_STATES.map((state) => (
              <li>
                <a href={pathWith("/admin/people", { org, state })}>
                  <PersonStateLabel state={state}>{`${t.state[state]}: ${people[state]}`}</PersonStateLabel>
                </a>
              </li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  );
}

interface PartLink {
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/** What belongs together stands together. */
function groupsOf(org: OrgId): readonly { readonly title: string; readonly parts: readonly PartLink[] }[] {
  const own = (part: keyof typeof t.parts): PartLink => ({
    path: pathWith(`/admin/${part}`, { org }),
    ...t.parts[part],
  });
  const exceptions = Object.entries(texts.admin.parts).map(([part, said]) => ({ path: `/admin/${part}`, ...said }));
  const mapping = Object.entries(t.mapping).map(([part, said]) => ({ path: `/${part}`, ...said }));
  const clients = { path: pathWith("/admin/clients", { org }), ...texts.admin.clients };
  const audit = { path: pathWith("/auditor", { org }), ...t.audit };
  return [
    { title: t.groups.people, parts: [own("people"), own("roster"), own("holds"), own("teams"), own("forecast")] },
    { title: t.groups.rules, parts: [own("rollout"), own("policy"), own("repositories"), clients, own("jobs")] },
    { title: t.groups.programme, parts: [own("policies"), own("reviews"), own("awareness"), own("effectiveness")] },
    { title: t.groups.exceptions, parts: exceptions },
    { title: t.groups.evidence, parts: [audit, own("controls"), ...mapping] },
  ];
}

function Parts({ reading: { org } }: Pick<Part, "reading">) {
  return (
    <div class="parts">
      {groupsOf(org).map(({ title, parts }) => (
        <section>
          <h3>{title}</h3>
          <ul>
            {parts.map((part) => (
              <li>
                <a class="row-title" href={part.path}>
                  {part.title}
                </a>
                <p class="small muted">{part.text}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
