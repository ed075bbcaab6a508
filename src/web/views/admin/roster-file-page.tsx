import { ROSTER_SOURCES } from "../../../domain/roster.ts";
import type { OrganisationRoles } from "../../../pipeline/roles.ts";
import type { RosterFileView, RosterPreview } from "../../../pipeline/roster/port.ts";
import { ROSTER_FILES } from "../../guards/forms.tsx";
import { texts } from "../../texts.ts";
import { ActionButton, ActionLink, Form } from "../form.tsx";
import { Panel } from "../notice.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Choice, Field, OrganisationChoice, type Refused } from "./field.tsx";

const t = texts.admin.rosterFiles;
const SHOWN = 50;

/** Where a file is chosen. What was put in is there again where it was refused; the file itself a browser does not keep. */
export function RosterSendPage({
  roles,
  refused,
}: {
  roles: readonly OrganisationRoles[];
  refused?: Refused | undefined;
}) {
  const sent = refused?.sent ?? {};
  const sources = ROSTER_SOURCES.map((value) => ({ value, text: texts.admin.roster.sources[value] }));
  return (
    <AdminPage title={t.title} problem={refused?.why}>
      <p class="lead">{t.intro}</p>
      <Form action={ROSTER_FILES} enctype="multipart/form-data">
        <OrganisationChoice roles={roles} value={sent.org} />
        <Choice name="source" label={t.source} value={sent.source} options={sources} />
        <FileField name="file" label={t.file} hint={t.fileHint} accept=".csv,text/csv" required />
        <Field name="date_format" label={t.dateFormat} hint={t.dateFormatHint} value={sent.date_format} />
        <FileField name="map" label={t.map} hint={t.mapHint} accept=".yml,.yaml" />
        <Tick name="partial" label={t.partial} checked={sent.partial === "yes"} />
        <p>
          <button class="btn btn-primary" type="submit">
            {t.send}
          </button>
        </p>
      </Form>
    </AdminPage>
  );
}

interface FileFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly accept: string;
  readonly required?: boolean;
}

function FileField({ name, label, hint, accept, required = false }: FileFieldProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <p class="small muted" id={`${name}-hint`}>
        {hint}
      </p>
      <input type="file" id={name} name={name} accept={accept} required={required} aria-describedby={`${name}-hint`} />
    </div>
  );
}

function Tick({ name, label, checked = false }: { name: string; label: string; checked?: boolean }) {
  return (
    <p class="field">
      <label>
        <input type="checkbox" name={name} value="yes" checked={checked} /> {label}
      </label>
    </p>
  );
}

interface FileProps {
  readonly view: RosterFileView;
  /** Somebody let it in on the page before. */
  readonly started: boolean;
  readonly problem?: string | undefined;
}

/** What one file would do, how far it is, or what it did. */
export function RosterFilePage({ view, started, problem }: FileProps) {
  const { preview } = view;
  const { snapshot } = preview;
  const isDone = snapshot.appliedAt !== null;
  return (
    <AdminPage title={`${t.title}: ${texts.admin.roster.sources[snapshot.source]}`} problem={problem}>
      <h2>{isDone ? t.did : t.would}</h2>
      <p class="lead">{t.counts(snapshot)}</p>
      {snapshot.appliedAt !== null && (
        <p>
          {t.done}
          <Day at={snapshot.appliedAt} />.
        </p>
      )}
      {!isDone && <Warnings preview={preview} />}
      {!isDone && snapshot.rejected > 0 && <Rejected view={view} />}
      {!isDone && (started ? <Running view={view} /> : <Steps preview={preview} />)}
      <p>
        <a href="/admin/roster">{t.roster}</a>
      </p>
    </AdminPage>
  );
}

function Warnings({ preview }: { preview: RosterPreview }) {
  const { isKnown, isNameless, shrinks, dropped, current, share } = preview;
  return (
    <>
      {isKnown && <p>{t.known}</p>}
      {isNameless && <p>{t.nameless}</p>}
      {dropped > 0 && (
        <Panel tone={shrinks ? "danger" : "attention"}>
          <p>{t.dropped(dropped, current)}</p>
          {shrinks && <p>{t.shrinks(share)}</p>}
        </Panel>
      )}
    </>
  );
}

function Rejected({ view: { preview, rejected } }: { view: RosterFileView }) {
  const { id, rejected: count } = preview.snapshot;
  return (
    <>
      <h2 id="rejected">{t.rejected(count)}</h2>
      <p>{t.rejectedHow}</p>
      <ScrollTable name={t.rejected(count)} columns={[t.line, t.reason]}>
        {rejected.slice(0, SHOWN).map(({ line, reason }) => (
          <tr>
            <td class="align-right">{line}</td>
            <td>{reason}</td>
          </tr>
        ))}
      </ScrollTable>
      {count > SHOWN && <p class="small muted">{t.firstOnly(SHOWN)}</p>}
      <p>
        <a href={`${ROSTER_FILES}/${id}/rejected.csv`}>{t.download}</a>
      </p>
    </>
  );
}

function Running({ view: { preview, written } }: { view: RosterFileView }) {
  const { id, added, changed } = preview.snapshot;
  return (
    <>
      <p role="status">{t.running(written, added + changed)}</p>
      <p>
        <ActionLink href={`${ROSTER_FILES}/${id}?started=1`} label={t.again} />
      </p>
    </>
  );
}

function Steps({ preview: { snapshot, shrinks } }: { preview: RosterPreview }) {
  const path = `${ROSTER_FILES}/${snapshot.id}`;
  return (
    <>
      <Form action={`${path}/apply`}>
        {shrinks && <Tick name="confirm_shrink" label={t.confirmShrink} />}
        <p>
          <button class="btn btn-primary" type="submit">
            {t.apply}
          </button>
        </p>
      </Form>
      <ActionButton action={`${path}/drop`} label={t.drop} />
    </>
  );
}
