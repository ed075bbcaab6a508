import type { Decision } from "../../gate/decision.ts";
import type { Explanation } from "../../gate/explanation.ts";
import type { DecisionPage as StoredDecision } from "../../pipeline/learning-port.ts";
import { sightOf } from "../sight.ts";
import { texts } from "../texts.ts";
import { DecisionPeople } from "./decision-people.tsx";
import { Page } from "./layout.tsx";
import { Panel, type Tone } from "./notice.tsx";
import { Moment } from "./time.tsx";

const TONES: Record<Decision["outcome"], Tone> = {
  allow: "success",
  flag: "attention",
  withhold: "danger",
  undecided: "neutral",
};

interface DecisionProps {
  readonly page: StoredDecision & { readonly decision: Decision };
  readonly explanation: Explanation;
  readonly githubUrl: string;
}

/** Why a check says what it says, as far as this viewer may read it. */
export function DecisionPage({ page, explanation, githubUrl }: DecisionProps) {
  const { decision, self } = page;
  const people = explanation.people
    .map((person) => ({ ...person, sight: sightOf(page, decision, person), isViewer: person.account === self }))
    .sort((a, b) => Number(b.isViewer) - Number(a.isViewer));
  return (
    <Page>
      <p class="breadcrumb">
        <PullRequestLinks page={page} githubUrl={githubUrl} />
      </p>
      <h1>{explanation.title}</h1>
      {!page.current && <Panel tone="neutral">{texts.decision.older}</Panel>}
      <Panel tone={TONES[decision.outcome]}>
        <p>{explanation.lead}</p>
      </Panel>
      {people.length > 0 && <DecisionPeople people={people} />}
      {people.some(({ sight }) => sight === "next-step") && <p class="small muted">{texts.decision.private}</p>}
      {page.sight === "full" && <Findings explanation={explanation} />}
      <Provenance page={page} policyDigest={explanation.policyDigest} />
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
      <Provenance page={page} />
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

function Findings({ explanation: { findings, notes } }: { explanation: Explanation }) {
  return (
    <>
      {findings.length > 0 && (
        <>
          <h2>{texts.decision.findings}</h2>
          <ul>
            {findings.map(({ text, next }) => (
              <li>
                {text} {next && <a href={next.url}>{next.text}</a>}
              </li>
            ))}
          </ul>
        </>
      )}
      {notes.length > 0 && (
        <>
          <h2>{texts.decision.notes}</h2>
          <ul>
            {notes.map((note) => (
              <li>{note}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Provenance({ page, policyDigest }: { page: StoredDecision; policyDigest?: string }) {
  return (
    <p class="small muted provenance">
      {texts.decision.decided}
      <Moment at={page.decidedAt} />
      {" · "}
      {texts.decision.head}
      <code>{page.headSha.slice(0, 7)}</code>
      {policyDigest !== undefined && (
        <>
          {" · "}
          {texts.decision.policy}
          <code>{policyDigest.slice(0, 12)}</code>
        </>
      )}
    </p>
  );
}
