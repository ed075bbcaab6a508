import type { ExplainedPerson } from "../../gate/explanation.ts";
import type { Sight } from "../sight.ts";
import { texts } from "../texts.ts";
import { Label, type Tone } from "./notice.tsx";

type ShownPerson = ExplainedPerson & { readonly sight: Sight; readonly isViewer: boolean };

const TONES: Record<ExplainedPerson["outcome"], Tone> = {
  allow: "success",
  flag: "attention",
  withhold: "danger",
  undecided: "neutral",
};

/** Who is asked for what. A list, not a table: each person reads as one block at any width. */
export function DecisionPeople({ people }: { people: readonly ShownPerson[] }) {
  return (
    <>
      <h2 id="people">{texts.decision.people}</h2>
      <ul class="rows" aria-labelledby="people">
        {people.map((person) => (
          <PersonItem person={person} />
        ))}
      </ul>
    </>
  );
}

function PersonItem({ person }: { person: ShownPerson }) {
  const { login, parts, isViewer, required, outcome, next } = person;
  const roles = [...(isViewer ? [texts.decision.you] : []), ...parts];
  return (
    <li class="person">
      <p class="person-name">
        <strong>@{login}</strong>
        {roles.length > 0 && <span class="small muted">({roles.join(", ")})</span>}
        {required && <Label tone={TONES[outcome]}>{texts.decision.outcome[outcome]}</Label>}
      </p>
      {person.sight === "everything" && <Needs person={person} />}
      {person.sight === "next-step" && !required && <p class="small muted">{texts.decision.notAsked}</p>}
      {/* The course that it names is everybody's own; the viewer's stands above as a button. */}
      {next && !isViewer && <p>{`${texts.decision.next}${next.text}`}</p>}
    </li>
  );
}

function Needs({ person: { required, needs, detail, because } }: { person: ShownPerson }) {
  return (
    <>
      <p>
        {required && texts.decision.needs}
        {needs}
        {detail.length > 0 && ` (${detail.join("; ")})`}
      </p>
      {because.length > 0 && (
        <p class="small muted">
          {texts.decision.because} {because.join(" ")}
        </p>
      )}
    </>
  );
}
