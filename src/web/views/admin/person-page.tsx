import type { Completion } from "../../../domain/stores/training.ts";
import type { LateDecision, PersonView } from "../../../pipeline/admin/port.ts";
import type { WaiverView } from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { TitleOf } from "../../course-titles.ts";
import { texts } from "../../texts.ts";
import { Page } from "../layout.tsx";
import { Label } from "../notice.tsx";
import { Day, Moment } from "../time.tsx";
import { PersonStateLabel, pathWith } from "./listing.tsx";
import { StateLabel } from "./people.tsx";
import { LayerText } from "./people-page.tsx";
import { WAIVERS_PATH } from "./waivers-page.tsx";

const t = texts.admin.oversight.person;

interface PersonProps {
  readonly person: PersonView;
  readonly titleOf: TitleOf;
  readonly reading: OrganisationRoles;
}

/** One person: where they stand now, and how they came there. */
export function PersonPage({ person, titleOf, reading: { org } }: PersonProps) {
  const [login, ...others] = person.status.logins;
  return (
    <Page>
      <nav class="breadcrumb" aria-label={texts.admin.up}>
        <a href={pathWith("/admin", { org })}>{texts.admin.title}</a>
        <a href={pathWith("/admin/people", { org })}>{texts.admin.oversight.people.title}</a>
      </nav>
      <h1>{login === undefined ? texts.admin.nobody : `@${login}`}</h1>
      {others.length > 0 && <p class="muted">{t.alsoKnown + others.map((one) => `@${one}`).join(", ")}</p>}
      <h2>{t.status}</h2>
      <Status person={person} titleOf={titleOf} />
      <h2 id="completions">{t.completions}</h2>
      <Completions completions={person.completions} titleOf={titleOf} />
      <h2>{t.access}</h2>
      <p>
        <a href={pathWith(`/auditor/people/${person.status.person}/access`, { org })}>{t.accessHistory}</a>
      </p>
      <h2 id="waivers">{t.waivers}</h2>
      <Waivers waivers={person.waivers} search={login ?? ""} />
      <h2 id="decisions">{t.decisions}</h2>
      <Decisions decisions={person.decisions} />
    </Page>
  );
}

function Status({ person: { status, hasAccess }, titleOf }: Omit<PersonProps, "reading">) {
  if (!hasAccess) return <p>{t.noAccess}</p>;
  return (
    <>
      <p>
        <PersonStateLabel state={status.state} />
      </p>
      {status.layers.length === 0 && <p>{t.notAsked}</p>}
      {status.layers.map((layer) => (
        <p>
          <LayerText layer={layer} titleOf={titleOf} />
        </p>
      ))}
    </>
  );
}

type CompletionsProps = Pick<PersonProps, "titleOf"> & { readonly completions: readonly Completion[] };

function Completions({ completions, titleOf }: CompletionsProps) {
  if (completions.length === 0) return <p>{t.noCompletions}</p>;
  return (
    <ul class="rows" aria-labelledby="completions">
      {completions.map(({ courseId, courseVersion, method, score, completedAt, attestation }) => (
        <li class="person">
          <p class="person-name">
            <strong>{`${titleOf(courseId)} ${courseVersion}`}</strong>
            <Label tone={attestation ? "success" : "attention"}>{t.methods[method]}</Label>
          </p>
          <p class="small muted">
            {t.completed}
            <Moment at={completedAt} />
            {score !== null && t.score(score)}
            {attestation === null ? (
              t.unsigned
            ) : (
              <>
                {t.signed}
                <Moment at={attestation.signedAt} />
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Waivers({ waivers, search }: { waivers: readonly WaiverView[]; search: string }) {
  if (waivers.length === 0) return <p>{t.noWaivers}</p>;
  return (
    <ul class="rows" aria-labelledby="waivers">
      {waivers.map(({ id, layer, state, repositories, endsAt }) => (
        <li class="row">
          <div class="row-text">
            <a class="row-title" href={`${pathWith(WAIVERS_PATH, { search })}#waiver-${id}`}>
              {layer}
            </a>
            <p class="small muted">
              {repositories.length === 0 ? texts.admin.waivers.everywhere : repositories.join(", ")}
              {t.until}
              <Day at={endsAt} />
            </p>
          </div>
          <StateLabel state={state} />
        </li>
      ))}
    </ul>
  );
}

const OUTCOMES: Readonly<Record<string, string>> = t.outcomes;

function Decisions({ decisions }: { decisions: readonly LateDecision[] }) {
  if (decisions.length === 0) return <p>{t.noDecisions}</p>;
  return (
    <ul class="rows" aria-labelledby="decisions">
      {decisions.map(({ id, repository, number, outcome, mode, at }) => (
        <li class="row">
          <div class="row-text">
            <a class="row-title" href={`/decisions/${id}`}>
              {number === null ? repository : `${repository}#${number}`}
            </a>
            <p class="small muted">
              <Moment at={at} />
              {`, ${t.mode(mode)}`}
            </p>
          </div>
          <Label tone={outcome === "allow" ? "success" : "attention"}>{OUTCOMES[outcome] ?? outcome}</Label>
        </li>
      ))}
    </ul>
  );
}
