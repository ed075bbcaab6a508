import type { AccessHistoryView } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { NextPage } from "./access-page.tsx";
import { AuditorPage, auditPath } from "./auditor-page.tsx";
import { RowsTable } from "./rows.tsx";

interface HistoryProps {
  readonly history: AccessHistoryView;
  readonly person: string;
  readonly audited: Audited;
}

const t = texts.auditor.access;

/** Everything that was observed of one person's own seats. */
export function AccessHistoryPage({ history: { login, columns, rows, next }, person, audited }: HistoryProps) {
  const path = `/auditor/people/${person}/access`;
  return (
    <AuditorPage part="access" title={t.historyOf(login)} audited={audited} up>
      <p class="lead">{t.historyIntro}</p>
      <p class="small muted">{`person_key ${person}`}</p>
      <RowsTable name={t.historyTable} columns={columns} rows={rows} audited={audited} />
      <NextPage href={next === null ? null : auditPath(path, audited, { after: next })} />
    </AuditorPage>
  );
}
