import { type Overview, PERSON_STATES } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/roles.ts";
import { mayChange } from "../../guards/roles.ts";
import { texts } from "../../texts.ts";
import { Page } from "../layout.tsx";
import { Panel } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { Organisations, PersonStateLabel, pathWith } from "./listing.tsx";

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
      <h2>{t.overview.now}</h2>
      <Numbers overview={overview} reading={reading} />
      <Waits overview={overview} reading={reading} />
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

function Waits({ overview, reading: { org } }: Part) {
  const items = waitsOf(overview);
  return (
    <>
      <h2 id="waits">{t.overview.waits}</h2>
      {items.length === 0 ? (
        <p>{t.overview.nothingWaits}</p>
      ) : (
        <ul class="rows" aria-labelledby="waits">
          {items.map(({ path, text }) => (
            <li class="row">
              <div class="row-text">
                <a href={pathWith(path, { org })}>{text}</a>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface Wait {
  readonly path: string;
  readonly text: string;
}

function waitsOf({ held, problem, staged, waiting, troubledJobs }: Overview): readonly Wait[] {
  const one = (count: number, path: string, text: (count: number) => string): readonly Wait[] =>
    count === 0 ? [] : [{ path, text: text(count) }];
  return [
    ...one(Number(held), "/admin/policy", () => t.overview.held),
    ...one(Number(problem), "/admin/policy", () => t.overview.problem),
    ...one(waiting.waivers, "/admin/waivers", t.overview.waivers),
    ...one(waiting.breakGlass, "/admin/break-glass", t.overview.breakGlass),
    ...one(waiting.imports, "/admin/imports", t.overview.imports),
    ...one(troubledJobs, "/admin/jobs", t.overview.jobs),
    ...staged.map(({ course, inForce, staged: next }) => ({
      path: "/admin/rollout",
      text: t.overview.staged(course, inForce, next),
    })),
  ];
}

function Parts({ reading: { org } }: Pick<Part, "reading">) {
  const own = Object.entries(t.parts).map(([part, said]) => ({ path: pathWith(`/admin/${part}`, { org }), ...said }));
  const exceptions = Object.entries(texts.admin.parts).map(([part, said]) => ({ path: `/admin/${part}`, ...said }));
  const audit = { path: pathWith("/auditor", { org }), ...t.audit };
  const mapping = Object.entries(t.mapping).map(([part, said]) => ({ path: `/${part}`, ...said }));
  return (
    <ul class="rows" aria-labelledby="parts">
      {[...own, ...exceptions, audit, ...mapping].map(({ path, title, text }) => (
        <li class="row">
          <div class="row-text">
            <a class="row-title" href={path}>
              {title}
            </a>
            <p class="small muted">{text}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
