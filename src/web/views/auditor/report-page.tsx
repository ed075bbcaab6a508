import type { Reconciliation } from "../../../evidence/report.ts";
import type { ReportView } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { ActionLink } from "../form.tsx";
import { Label } from "../notice.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { AuditorPage, auditPath, partPath } from "./auditor-page.tsx";
import { PeriodChooser } from "./period.tsx";
import { clausesText } from "./reports-page.tsx";
import { RowsTable } from "./rows.tsx";

interface ReportProps {
  readonly report: ReportView;
  readonly audited: Audited;
}

const t = texts.auditor.report;

/** What one report answers, how it is made, how many rows it has now, and its files. */
export function ReportPage({ report, audited }: ReportProps) {
  const { id, title, question, counted, columns, rows, query } = report;
  const path = `/auditor/reports/${id}`;
  return (
    <AuditorPage part="reports" title={`${id} ${title}`} audited={audited} up>
      <p class="lead">{question}</p>
      <p class="small muted">{clausesText(report)}</p>
      <PeriodChooser path={path} audited={audited} />
      <h2>{`${t.period}: ${texts.auditor.reports.rows(counted)}`}</h2>
      <div class="actions">
        <ActionLink href={auditPath(`${path}.csv`, audited)} label={t.csv} primary />
        <ActionLink href={auditPath(`${path}.jsonl`, audited)} label={t.jsonl} />
        {counted.rows > 0 && <ActionLink href={partPath("sample", audited, { report: id })} label={t.sample} />}
      </div>
      <h2>{t.reconciliations}</h2>
      <Reconciliations reconciliations={report.reconciliations} />
      <h2>{t.rows}</h2>
      {rows.length === 0 ? (
        <p>{t.noRows}</p>
      ) : (
        <RowsTable name={t.rowsTable} columns={columns} rows={rows} audited={audited} />
      )}
      <h2>{t.query}</h2>
      <p>{query}</p>
      <details class="more">
        <summary>{t.columns}</summary>
        <ScrollTable name={t.columns} columns={t.columnHeadings}>
          {columns.map(({ name, means }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{means}</td>
            </tr>
          ))}
        </ScrollTable>
      </details>
    </AuditorPage>
  );
}

function Reconciliations({ reconciliations }: Pick<ReportView, "reconciliations">) {
  if (reconciliations === null) return <p>{t.notReconciled}</p>;
  return (
    <ul class="rows" aria-label={t.reconciliations}>
      {reconciliations.map((one) => (
        <li class="row">
          <div class="row-text">
            <p>{one.what}</p>
            <p class="small muted">{sumText(one)}</p>
          </div>
          <Label tone={one.residual === 0 ? "success" : "danger"}>{t.residual(one.residual)}</Label>
        </li>
      ))}
    </ul>
  );
}

function sumText({ parts, total }: Reconciliation): string {
  const { number } = texts.auditor;
  return [...parts, total].map(({ name, count }) => `${name}: ${number(count)}`).join(" · ");
}
