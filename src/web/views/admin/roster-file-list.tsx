import { ROSTER_FILE_SHOWS, type RosterFileBrief } from "../../../domain/stores/roster.ts";
import type { Paged } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { ROSTER_FILES } from "../../form-fields.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Label } from "../notice.tsx";
import { Day, Moment } from "../time.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";

const t = texts.admin.rosterFiles;

export interface BroughtFiles {
  readonly list: Paged<RosterFileBrief>;
  readonly asked: ListAsked<(typeof ROSTER_FILE_SHOWS)[number]>;
  readonly reading: OrganisationRoles;
}

/** Files that came before, with what each did. */
export function RosterFileList({ list, asked, reading: { org } }: BroughtFiles) {
  const isNarrowed = asked.search !== "" || asked.show !== null;
  return (
    <>
      <h2 id="files">{t.list}</h2>
      <Narrow
        {...{ path: ROSTER_FILES, org, asked, searchLabel: t.search, shows: ROSTER_FILE_SHOWS }}
        text={(show) => t.shows[show]}
      />
      {list.total === 0 ? (
        <p>{isNarrowed ? texts.admin.oversight.none : t.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="files">
          {list.rows.map((file) => (
            <FileItem file={file} />
          ))}
        </ul>
      )}
      <ListEnd path={ROSTER_FILES} org={org} asked={asked} list={list} />
    </>
  );
}

function FileItem({ file }: { file: RosterFileBrief }) {
  const { id, source, requestedAt, broughtBy, appliedAt, rejected } = file;
  return (
    <li class="row">
      <div class="row-text">
        <a class="row-title" href={`${ROSTER_FILES}/${id}`}>
          {texts.admin.roster.sources[source]}
          {", "}
          <Moment at={requestedAt} />
        </a>
        <p class="small muted">
          {t.sentBy(broughtBy === null ? texts.admin.nobody : `@${broughtBy}`)}
          {appliedAt && (
            <>
              {t.takenOver}
              <Day at={appliedAt} />
            </>
          )}
        </p>
        <p class="small">{[t.counts(file), ...(rejected > 0 ? [t.rejected(rejected)] : [])].join(" · ")}</p>
      </div>
      <Label tone={appliedAt ? "success" : "attention"}>{t.shows[appliedAt ? "applied" : "waiting"]}</Label>
    </li>
  );
}
