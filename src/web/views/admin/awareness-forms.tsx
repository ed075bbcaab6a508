import { AWARENESS_METHODS, HELD_KINDS } from "../../../domain/awareness.ts";
import type { OrgId } from "../../../domain/ids.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Asking, Choice, Field, type Refused } from "./field.tsx";

interface FormProps {
  readonly org: OrgId;
  readonly refused?: Refused | undefined;
}

const t = texts.awareness;

export function IncidentForm({ org, refused }: FormProps) {
  const sent = refused?.sent ?? {};
  return (
    <Asking heading={t.recordIncidents} open={"reports" in sent}>
      <Form action={`/admin/awareness/incidents?org=${org}`}>
        <Field id="incidents-on" name="on" label={t.on} type="date" value={sent.on} required />
        <Field name="reports" label={t.reports} type="number" value={sent.reports ?? "1"} required />
        <Field name="minutes" label={t.minutes} hint={t.minutesHint} type="number" value={sent.minutes} />
        <p>
          <button class="btn" type="submit">
            {t.record}
          </button>
        </p>
      </Form>
    </Asking>
  );
}

export function HeldForm({ org, refused }: FormProps) {
  const sent = refused?.sent ?? {};
  return (
    <Asking heading={t.recordHeld} open={"participants" in sent}>
      <Form action={`/admin/awareness/held?org=${org}`}>
        <Field id="held-on" name="on" label={t.on} type="date" value={sent.on} required />
        <Field name="title" label={t.what} value={sent.title} required />
        <Choice
          name="kind"
          label={t.type}
          value={sent.kind}
          options={HELD_KINDS.map((value) => ({ value, text: t.kind[value] }))}
        />
        <Choice
          name="method"
          label={t.method}
          value={sent.method ?? "simulation"}
          options={AWARENESS_METHODS.map((value) => ({ value, text: t.methods[value] }))}
        />
        <Field name="participants" label={t.participants} type="number" value={sent.participants} required />
        <p>
          <button class="btn" type="submit">
            {t.record}
          </button>
        </p>
      </Form>
    </Asking>
  );
}
