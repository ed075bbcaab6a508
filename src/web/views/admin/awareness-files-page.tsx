import type { AwarenessImport } from "../../../domain/stores/awareness.ts";
import type { Paged } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, pathWith } from "./listing.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";

const t = texts.awareness;
export const AWARENESS_FILES_PATH = "/admin/awareness/files";
export const IMPORT_KINDS = ["phishing", "incidents", "drills"] as const satisfies readonly AwarenessImport["kind"][];

interface FilesProps {
  readonly imports: Paged<AwarenessImport>;
  readonly asked: ListAsked<AwarenessImport["kind"]>;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
}

/** Files that other systems told something by. */
export function AwarenessFilesPage({ imports, asked, reading, roles }: FilesProps) {
  const { org } = reading;
  return (
    <AdminPage title={t.imports} list={{ href: pathWith("/admin/awareness", { org }), text: t.title }}>
      <Organisations path={AWARENESS_FILES_PATH} reading={reading} roles={roles} />
      <Narrow
        {...{ path: AWARENESS_FILES_PATH, org, asked, searchLabel: t.searchFiles, shows: IMPORT_KINDS }}
        text={(kind) => t.importKinds[kind]}
      />
      <h2 id="files">{t.files(imports.total)}</h2>
      {imports.total === 0 ? <p>{texts.admin.oversight.none}</p> : <AwarenessFiles imports={imports.rows} />}
      <ListEnd path={AWARENESS_FILES_PATH} org={org} asked={asked} list={imports} />
    </AdminPage>
  );
}

/** What each brought. */
export function AwarenessFiles({ imports }: { imports: readonly AwarenessImport[] }) {
  return (
    <ul class="rows" aria-labelledby="files">
      {imports.map(({ kind, source, rows, rejected, known, unmatched, importedAt }) => (
        <li class="row">
          <div class="row-text">
            <p>{t.file(t.importKinds[kind], rows, rejected, known)}</p>
            <p class="small muted">
              <Day at={importedAt} />
              {` · ${source}`}
              {unmatched > 0 && ` · ${t.unmatched(unmatched)}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
