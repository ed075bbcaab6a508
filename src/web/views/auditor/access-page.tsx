import type { AccessView } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { Field } from "../admin/field.tsx";
import { ActionLink } from "../form.tsx";
import { Panel } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { AuditorPage, auditPath, partPath } from "./auditor-page.tsx";
import { KeptFields } from "./period.tsx";
import { RowsTable } from "./rows.tsx";

/** What is asked for, as it stands in the address. */
export interface AccessForm {
  readonly at: string | null;
  readonly known: string | null;
  readonly login: string | null;
  readonly repository: string | null;
}

interface AccessProps {
  /** Null where it could not be asked for. */
  readonly view: AccessView | null;
  readonly form: AccessForm;
  readonly problem: string | null;
  readonly audited: Audited;
}

const t = texts.auditor.access;

/** R-05 at a time that is chosen, page by page. */
export function AccessPage({ view, form, problem, audited }: AccessProps) {
  return (
    <AuditorPage part="access" title={t.title} audited={audited}>
      <p class="lead">{t.intro}</p>
      {problem !== null && (
        <Panel tone="attention">
          <p>{problem}</p>
        </Panel>
      )}
      <AccessChooser form={form} audited={audited} />
      {view && <Found view={view} form={form} audited={audited} />}
    </AuditorPage>
  );
}

/** A form that changes nothing: its answer is an address that can be kept and sent to others. */
function AccessChooser({ form, audited }: Pick<AccessProps, "form" | "audited">) {
  const { reading, period } = audited;
  return (
    <form method="get" action="/auditor/access" aria-label={t.choose}>
      <KeptFields keep={{ org: reading.org, from: period.from, to: period.to }} />
      <div class="fields">
        <Field name="at" label={t.at} hint={t.atHint} value={form.at ?? ""} type={pickerFor(form.at)} />
        <Field name="known" label={t.known} hint={t.knownHint} value={form.known ?? ""} type={pickerFor(form.known)} />
        <Field name="login" label={t.login} hint={t.loginHint} value={form.login ?? ""} />
        <Field name="repository" label={t.repository} hint={t.repositoryHint} value={form.repository ?? ""} />
        <button class="btn btn-primary" type="submit">
          {t.show}
        </button>
      </div>
    </form>
  );
}

/** A picker of days would not show an instant that an address asks for. */
function pickerFor(value: string | null): "date" | "text" {
  return value === null || /^\d{4}-\d{2}-\d{2}$/.test(value) ? "date" : "text";
}

function Found({ view, form, audited }: { view: AccessView; form: AccessForm; audited: Audited }) {
  const { rows, columns, at, knownAt, person, unknown, next } = view;
  const kept = { ...form };
  return (
    <>
      <p>
        {t.asOf} <Moment at={at} />
        {t.asKnown} <Moment at={knownAt} />.
      </p>
      {person !== null && (
        <p>
          <a href={auditPath(`/auditor/people/${person}/access`, audited)}>{t.historyOf(form.login)}</a>
        </p>
      )}
      {rows.length === 0 ? (
        <p>{unknown ? t.unknown[unknown] : t.none}</p>
      ) : (
        <>
          <RowsTable name={t.table} columns={columns.filter(isShown)} rows={rows} audited={audited} />
          <div class="actions">
            <ActionLink href={auditPath("/auditor/access.csv", audited, kept)} label="CSV" />
            <ActionLink href={auditPath("/auditor/access.jsonl", audited, kept)} label="JSONL" />
          </div>
        </>
      )}
      <NextPage href={next === null ? null : partPath("access", audited, { ...kept, after: next })} />
    </>
  );
}

/** It stands above the table, once for all rows. */
function isShown({ name }: AccessView["columns"][number]): boolean {
  return name !== "as_of" && name !== "known_as_of";
}

export function NextPage({ href }: { href: string | null }) {
  if (href === null) return null;
  return (
    <nav class="paging" aria-label={t.paging}>
      <a class="paging-link paging-end" href={href} rel="next">
        {t.next}
      </a>
    </nav>
  );
}
