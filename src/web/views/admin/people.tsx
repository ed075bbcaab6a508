import type { ExceptionState, NamedPeople } from "../../../pipeline/exceptions/port.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Label, type Tone } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { Field } from "./field.tsx";

const TONES: Record<ExceptionState, Tone> = {
  pending: "attention",
  "in-force": "accent",
  over: "neutral",
  declined: "neutral",
  revoked: "neutral",
};

export function StateLabel({ state, text }: { state: ExceptionState; text?: string }) {
  return <Label tone={TONES[state]}>{text ?? texts.admin.state[state]}</Label>;
}

/** By whom and when, a line each. */
export function Behind({ people, ended }: { people: NamedPeople; ended: string }) {
  return (
    <>
      <Deed did={texts.admin.asked} login={people.requestedBy} at={people.requestedAt} />
      {people.approvedAt && <Deed did={texts.admin.approved} login={people.approvedBy} at={people.approvedAt} />}
      {people.endedAt && (
        <Deed
          did={ended}
          login={people.endedBy}
          at={people.endedAt}
          why={people.endReason}
          unnamed={texts.admin.unnamed}
        />
      )}
    </>
  );
}

interface DeedProps {
  readonly did: string;
  readonly login: string | null;
  readonly at: Date;
  readonly why?: string | null;
  readonly unnamed?: string;
}

export function Deed({ did, login, at, why = null, unnamed = texts.admin.nobody }: DeedProps) {
  return (
    <p class="small muted">
      {did}
      {login === null ? unnamed : `@${login}`}
      {texts.admin.on}
      <Moment at={at} />
      {why !== null && `: ${why}`}
    </p>
  );
}

/** A second person's word; whoever asked is told why there is no button for them. */
export function Approval(props: { action: string; what: string; requestedBy: string | null; viewer: string }) {
  if (props.requestedBy === props.viewer) return <p class="small">{texts.admin.ownRequest}</p>;
  return (
    <Form action={props.action}>
      <button class="btn btn-primary" type="submit" aria-label={texts.admin.approveNamed(props.what)}>
        {texts.admin.approve}
      </button>
    </Form>
  );
}

/** Ending something takes a reason, and so two steps. */
export function Ending({ action, id, label, what }: { action: string; id: string; label: string; what: string }) {
  return (
    <details class="more">
      <summary aria-label={`${label}: ${what}`}>{label}</summary>
      <Form action={action}>
        <Field id={`reason-${id}`} name="reason" label={texts.admin.end.reason} required />
        <button class="btn" type="submit" aria-label={`${label}: ${what}`}>
          {label}
        </button>
      </Form>
    </details>
  );
}
