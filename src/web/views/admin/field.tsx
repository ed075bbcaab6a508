import type { Child } from "hono/jsx";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { texts } from "../../texts.ts";

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string | undefined;
  readonly required?: boolean;
  /** Of several forms on a page each has its own. */
  readonly id?: string;
  readonly type?: "text" | "date" | "number";
  readonly lines?: number;
}

/** A label, what to put in, and the place for it. */
export function Field({
  name,
  label,
  hint,
  value = "",
  required = false,
  id = name,
  type = "text",
  lines,
}: FieldProps) {
  const described = hint === undefined ? {} : { "aria-describedby": `${id}-hint` };
  const shared = { id, name, required, ...described, autocomplete: "off" };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="small muted" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {lines === undefined ? (
        <input {...shared} type={type} value={value} />
      ) : (
        <textarea {...shared} rows={lines} maxlength={2_000}>
          {value}
        </textarea>
      )}
    </div>
  );
}

export function Choice(props: {
  name: string;
  label: string;
  value?: string | undefined;
  options: readonly { value: string; text: string }[];
}) {
  const { name, label, value, options } = props;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Which organisation it is about, where there is a choice. */
export function OrganisationChoice({
  roles,
  value,
}: {
  roles: readonly OrganisationRoles[];
  value?: string | undefined;
}) {
  if (roles.length < 2) return null;
  const options = roles.map(({ org, login }) => ({ value: String(org), text: login }));
  return <Choice name="org" label={texts.admin.organisation} value={value} options={options} />;
}

/** Why somebody asks, in a few lines. */
export function ReasonField({ value }: { value: string | undefined }) {
  const { reason, reasonHint } = texts.admin;
  return <Field name="reason" label={reason} hint={reasonHint} value={value} lines={3} required />;
}

/** A form that was not accepted, as it was sent. */
export interface Refused {
  readonly why: string;
  readonly sent: Readonly<Record<string, string>>;
}

/** Asks for something, folded away until it is wanted. */
export function Asking({ heading, open, children }: { heading: string; open: boolean; children: Child }) {
  return (
    <details class="more" open={open}>
      <summary>{heading}</summary>
      {children}
    </details>
  );
}

/** Something that is said by a tick. */
export function Tick({ name, label, checked = false }: { name: string; label: string; checked?: boolean }) {
  return (
    <p class="field">
      <label>
        <input type="checkbox" name={name} value="yes" checked={checked} /> {label}
      </label>
    </p>
  );
}
