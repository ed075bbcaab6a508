import type { Explanation } from "../../gate/explanation.ts";
import type { DecisionPage as StoredDecision } from "../../pipeline/learning/port.ts";
import { sightOf } from "../sight.ts";
import { texts } from "../texts.ts";
import { DecisionPeople } from "./decision-people.tsx";
import { type Decided, DecisionRecord } from "./decision-record.tsx";
import { DecisionVerdict } from "./decision-verdict.tsx";
import { Page } from "./layout.tsx";
import { Panel } from "./notice.tsx";

interface DecisionProps {
  readonly page: Decided;
  readonly explanation: Explanation;
  readonly githubUrl: string;
}

/** Why a check says what it says, as far as this viewer may read it: what they can do about it comes first. */
export function DecisionPage({ page, explanation, githubUrl }: DecisionProps) {
  const people = explanation.people
    .map((person) => ({ ...person, sight: sightOf(page, person), isViewer: person.account === page.self }))
    .sort((a, b) => Number(b.isViewer) - Number(a.isViewer));
  return (
    <Page>
      <p class="breadcrumb">
        <PullRequestLinks page={page} githubUrl={githubUrl} />
      </p>
      <h1>{explanation.title}</h1>
      {!page.current && <Panel tone="neutral">{texts.decision.older}</Panel>}
      <DecisionVerdict
        outcome={page.decision.outcome}
        lead={explanation.lead}
        viewer={people.find(({ isViewer }) => isViewer)}
      />
      {people.length > 0 && <DecisionPeople people={people} />}
      {people.some(({ sight }) => sight === "next-step") && <p class="small muted">{texts.decision.private}</p>}
      {explanation.modules.length > 0 && <Modules modules={explanation.modules} />}
      {page.waivers.length > 0 && <Waivers page={page} />}
      {page.sight !== "names" && <Findings explanation={explanation} />}
      <DecisionRecord page={page} />
    </Page>
  );
}

/** The decision was made, and what it said of people has been erased since. */
export function ErasedDecisionPage({ page, githubUrl }: { page: StoredDecision; githubUrl: string }) {
  return (
    <Page>
      <p class="breadcrumb">
        <PullRequestLinks page={page} githubUrl={githubUrl} />
      </p>
      <h1>{texts.decision.erased.title}</h1>
      <p class="lead">{texts.decision.erased.text}</p>
      <DecisionRecord page={page} />
    </Page>
  );
}

function PullRequestLinks({ page, githubUrl }: { page: StoredDecision; githubUrl: string }) {
  const { owner, name } = page.repository;
  return (
    <>
      {page.pullRequests.map((number) => (
        <a href={`${githubUrl}/${owner}/${name}/pull/${number}`}>{`${owner}/${name}#${number}`}</a>
      ))}
    </>
  );
}

function Modules({ modules }: Pick<Explanation, "modules">) {
  return (
    <>
      <h2>{texts.decision.modules}</h2>
      <ul>
        {modules.map(({ touches, next, asked }) => (
          <li>
            {touches}: <a href={next.url}>{next.text}</a>. {asked?.names}
          </li>
        ))}
      </ul>
    </>
  );
}

function Waivers({ page: { waivers } }: { page: StoredDecision }) {
  return (
    <>
      <h2>{texts.decision.waivers}</h2>
      <ul>
        {waivers.map(({ login, layer, reason }) => (
          <li>
            @{login}, {layer}: {reason}
          </li>
        ))}
      </ul>
    </>
  );
}

function Findings({ explanation: { findings, notes } }: { explanation: Explanation }) {
  if (findings.length + notes.length === 0) return null;
  return (
    <>
      <h2>{texts.decision.findings}</h2>
      <ul>
        {findings.map(({ text, next }) => (
          <li>
            {text} {next && <a href={next.url}>{next.text}</a>}
          </li>
        ))}
        {notes.map((note) => (
          <li>{note}</li>
        ))}
      </ul>
    </>
  );
}
