import type { Decision } from "../../gate/decision.ts";
import type { ExplainedPerson } from "../../gate/explanation.ts";
import { texts } from "../texts.ts";
import { ActionLink } from "./form.tsx";
import { Panel, type Tone } from "./notice.tsx";

const TONES: Record<Decision["outcome"], Tone> = {
  allow: "success",
  flag: "attention",
  withhold: "danger",
  undecided: "neutral",
};

interface VerdictProps {
  readonly outcome: Decision["outcome"];
  readonly lead: string;
  /** The viewer's own line, if they are on it. */
  readonly viewer: ExplainedPerson | undefined;
}

/** What follows from the decision; for somebody who is on it, above all what they themselves can do now. */
export function DecisionVerdict({ outcome, lead, viewer }: VerdictProps) {
  const step = viewer?.next;
  return (
    <Panel tone={TONES[outcome]}>
      {viewer && step && (
        <>
          <h2>{texts.decision.yours}</h2>
          <p>
            {texts.decision.youNeed}
            <strong>{viewer.needs}</strong> {reasonsOf(viewer)}
          </p>
          <p>
            <ActionLink href={step.url} label={capitalised(step.text)} primary />
          </p>
        </>
      )}
      {viewer && !step && outcome !== "allow" && <p>{texts.decision.notYours}</p>}
      <p>{lead}</p>
    </Panel>
  );
}

function reasonsOf({ detail }: ExplainedPerson): string {
  return detail.length === 0 ? "" : `(${detail.join("; ")})`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
