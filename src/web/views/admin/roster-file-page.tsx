import type { RosterFileView, RosterPreview } from "../../../pipeline/roster/port.ts";
import { ROSTER_FILES } from "../../form-fields.ts";
import { texts } from "../../texts.ts";
import { ActionButton, ActionLink, Form } from "../form.tsx";
import { Panel } from "../notice.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Tick } from "./field.tsx";

const t = texts.admin.rosterFiles;
const SHOWN = 50;

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
    <AdminPage
      title={`${t.title}: ${texts.admin.roster.sources[snapshot.source]}`}
      problem={problem}
      list={{ href: ROSTER_FILES, text: t.list }}
    >
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
      <progress value={written} max={Math.max(1, added + changed)} aria-label={t.progress} />
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
