import { ROSTER_SOURCES } from "../../../domain/roster.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { ROSTER_FILES } from "../../form-fields.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Choice, Field, OrganisationChoice, type Refused, Tick } from "./field.tsx";
import { type BroughtFiles, RosterFileList } from "./roster-file-list.tsx";

const t = texts.admin.rosterFiles;

interface SendProps {
  readonly roles: readonly OrganisationRoles[];
  readonly refused?: Refused | undefined;
  readonly brought: BroughtFiles;
}

/** Where a file is chosen. What was put in is there again where it was refused; the file itself a browser does not keep. */
export function RosterSendPage({ roles, refused, brought }: SendProps) {
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
      <RosterFileList {...brought} />
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
