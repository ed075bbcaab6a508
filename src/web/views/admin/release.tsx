import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { Form } from "../form.tsx";
import { Field } from "./field.tsx";
import { pathWith } from "./listing.tsx";

interface ReleaseProps {
  readonly action: string;
  readonly id: string;
  readonly label: string;
  readonly what: string;
  readonly reason: string;
  readonly org: OrganisationRoles["org"];
}

/** It takes a reason, and so two steps. */
export function Release({ action, id, label, what, reason, org }: ReleaseProps) {
  return (
    <details class="more">
      <summary aria-label={`${label}: ${what}`}>{label}</summary>
      <Form action={pathWith(action, { org })}>
        <Field id={`reason-${id}`} name="reason" label={reason} required />
        <button class="btn" type="submit" aria-label={`${label}: ${what}`}>
          {label}
        </button>
      </Form>
    </details>
  );
}
