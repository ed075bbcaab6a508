import type { Paged } from "../../../pipeline/admin/port.ts";
import type { ImportedRowView, ImportView } from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Prose } from "../prose.tsx";
import { Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";
import { Approval, Behind, Ending, StateLabel } from "./people.tsx";

/** What came in by an approved import is recorded for good. */
export const IMPORT_SHOWS = ["pending", "in-force", "declined"] as const;
export type ImportShow = (typeof IMPORT_SHOWS)[number];
export const IMPORTS_PATH = "/admin/imports";

interface ImportsProps {
  readonly roles: readonly OrganisationRoles[];
  readonly viewer: string;
  readonly imports: Paged<ImportView>;
  readonly asked: ListAsked<ImportShow>;
  readonly problem?: string | undefined;
}

const t = texts.admin.imports;

export function ImportsPage({ roles, viewer, imports, asked, problem }: ImportsProps) {
  return (
    <AdminPage title={t.title} problem={problem}>
      <Prose text={t.intro} />
      <h2 id="imports">{t.list}</h2>
      <Narrow
        {...{ path: IMPORTS_PATH, org: null, asked, searchLabel: t.search, shows: IMPORT_SHOWS }}
        text={(show) => texts.admin.state[show === "in-force" ? "recorded" : show]}
      />
      {imports.total === 0 ? (
        <p>{asked.search === "" && asked.show === null ? t.none : texts.admin.oversight.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="imports">
          {imports.rows.map((batch) => (
            <li class="person" id={`import-${batch.id}`}>
              <ImportHead batch={batch} />
              <p>
                <a href={`/admin/imports/${batch.id}`}>{t.rows}</a>
              </p>
              <Steps batch={batch} viewer={viewer} role={roles.find(({ org }) => org === batch.org)} />
            </li>
          ))}
        </ul>
      )}
      <ListEnd path={IMPORTS_PATH} org={null} asked={asked} list={imports} />
    </AdminPage>
  );
}

function ImportHead({ batch }: { batch: ImportView }) {
  const { state, source, rows, rejected, known, fileSha256 } = batch;
  return (
    <>
      <p class="person-name">
        <strong>{t.from(source)}</strong>
        {state === "in-force" ? (
          <StateLabel state="over" text={texts.admin.state.recorded} />
        ) : (
          <StateLabel state={state} />
        )}
      </p>
      <p>{t.counts(rows, rejected, known)}</p>
      <p class="small muted break">
        {t.file}
        <code>{fileSha256}</code>
      </p>
      <Behind people={batch} ended={texts.admin.declined} />
    </>
  );
}

interface StepsProps {
  readonly batch: ImportView;
  readonly viewer: string;
  readonly role: OrganisationRoles | undefined;
}

function Steps({ batch: { id, state, source, requestedBy }, viewer, role }: StepsProps) {
  if (!role?.admin || state !== "pending") return null;
  const path = `/admin/imports/${id}`;
  return (
    <>
      <Approval action={`${path}/approve`} what={t.from(source)} requestedBy={requestedBy} viewer={viewer} />
      <Ending action={`${path}/end`} id={id} label={texts.admin.end.decline} what={t.from(source)} />
    </>
  );
}

interface ImportProps {
  readonly batch: ImportView;
  readonly rows: readonly ImportedRowView[];
  readonly viewer: string;
  readonly role: OrganisationRoles | undefined;
}

/** What the second person looks at before they approve: every row, as it would count. */
export function ImportPage({ batch, rows, viewer, role }: ImportProps) {
  return (
    <AdminPage title={t.from(batch.source)} wide list={{ href: IMPORTS_PATH, text: t.title }}>
      <ImportHead batch={batch} />
      <Steps batch={batch} viewer={viewer} role={role} />
      {rows.length === 0 ? <p>{t.noRows}</p> : <RowTable rows={rows} />}
    </AdminPage>
  );
}

function RowTable({ rows }: { rows: readonly ImportedRowView[] }) {
  const { caption, line, person, there, here, completed, score } = t.table;
  return (
    // It scrolls sideways where it has to, and so must be reached by the keyboard.
    <section class="table-scroll" tabindex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {[line, person, there, here, completed, score].map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <td class="align-right">{row.line}</td>
              <td>{row.login === null ? texts.admin.nobody : `@${row.login}`}</td>
              <td>{row.externalCourse}</td>
              <td>{`${row.courseId} ${row.courseVersion}`}</td>
              <td>
                <Moment at={row.completedAt} />
              </td>
              <td class="align-right">{row.score ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
