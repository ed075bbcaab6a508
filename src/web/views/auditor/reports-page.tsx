import type { ReportLine } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { ActionLink } from "../form.tsx";
import { AuditorPage, auditPath } from "./auditor-page.tsx";
import { PeriodChooser } from "./period.tsx";

interface ReportsProps {
  readonly reports: readonly ReportLine[];
  readonly hasPack: boolean;
  readonly audited: Audited;
}

const t = texts.auditor.reports;

export function ReportsPage({ reports, hasPack, audited }: ReportsProps) {
  return (
    <AuditorPage part="reports" title={t.title} audited={audited}>
      <p class="lead">{t.intro}</p>
      <PeriodChooser path="/auditor/reports" audited={audited} />
      <ul class="rows" aria-label={t.title}>
        {reports.map((report) => (
          <ReportItem report={report} audited={audited} />
        ))}
      </ul>
      <h2>{t.pack}</h2>
      <p>{t.packText}</p>
      {hasPack ? (
        <>
          <p>{t.packRows(t.rows(sumOf(reports)))}</p>
          <div class="actions">
            <ActionLink href={auditPath("/auditor/pack.zip", audited)} label={t.downloadPack} primary />
          </div>
        </>
      ) : (
        <p>{t.noPack}</p>
      )}
    </AuditorPage>
  );
}

function ReportItem({ report, audited }: { report: ReportLine; audited: Audited }) {
  const { id, title, question, counted } = report;
  const path = (end = "") => auditPath(`/auditor/reports/${id}${end}`, audited);
  return (
    <li class="row">
      <div class="row-text">
        <a class="row-title" href={path()}>{`${id} ${title}`}</a>
        <p class="small">{question}</p>
        <p class="small muted">{clausesText(report)}</p>
      </div>
      <span class="small">{t.rows(counted)}</span>
      <span class="small">
        <a href={path(".csv")} aria-label={`${id} CSV`}>
          CSV
        </a>
        {" · "}
        <a href={path(".jsonl")} aria-label={`${id} JSONL`}>
          JSONL
        </a>
      </span>
    </li>
  );
}

/** `For CC6.2, A.6.3`; nothing where no clause is named. */
export function clausesText({ clauses }: Pick<ReportLine, "clauses">): string {
  return clauses.length === 0 ? "" : `${t.clauses}${clauses.map(({ ref }) => ref).join(", ")}`;
}

function sumOf(reports: readonly ReportLine[]) {
  return {
    rows: reports.reduce((sum, { counted }) => sum + counted.rows, 0),
    isAll: reports.every(({ counted }) => counted.isAll),
  };
}
