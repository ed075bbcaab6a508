import type { SeriesView } from "../../../pipeline/auditor/port.ts";
import type { Series } from "../../charts/draw.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { ScrollTable } from "../scroll-table.tsx";
import { Day } from "../time.tsx";
import { AuditorPage, auditPath } from "./auditor-page.tsx";
import { StackedChart } from "./chart.tsx";
import { PeriodChooser } from "./period.tsx";
import { RowsTable } from "./rows.tsx";
import { seriesOf } from "./series.ts";

interface SeriesProps {
  readonly part: "exceptions" | "merges";
  readonly view: SeriesView;
  readonly audited: Audited;
}

const t = texts.auditor.series;

/** A report over time: what a look says, the counts behind it, and the newest rows. */
export function SeriesPage({ part, view, audited }: SeriesProps) {
  const said = texts.auditor[part];
  const series = seriesOf(view.totals);
  return (
    <AuditorPage part={part} title={said.title} audited={audited}>
      <p class="lead">{said.intro}</p>
      <PeriodChooser path={`/auditor/${part}`} audited={audited} />
      {view.counted.rows === 0 ? (
        <p>{said.none}</p>
      ) : (
        <Found part={part} view={view} audited={audited} series={series} />
      )}
      <p>
        <a href={auditPath(`/auditor/reports/${view.report.id}`, audited)}>{t.toReport(view.report.id)}</a>
      </p>
    </AuditorPage>
  );
}

function Found({ part, view, audited, series }: SeriesProps & { readonly series: readonly Series[] }) {
  const { counts, totals, counted, columns, rows } = view;
  const parts = series.map(({ key, label }) => t.part(label, totals.get(key) ?? 0)).join(", ");
  const told = { id: part, title: texts.auditor[part].chart, description: t.describe(counted.rows, parts) };
  return (
    <>
      {!counted.isAll && <p>{t.cut(counted.rows)}</p>}
      <StackedChart told={told} series={series} counts={counts} note={t.step[view.step]} />
      <p>{told.description}</p>
      <details class="more">
        <summary>{t.table}</summary>
        <CountsTable counts={counts} series={series} />
      </details>
      <h2>{t.rows}</h2>
      {counted.rows > rows.length && <p>{t.firstRows(rows.length)}</p>}
      <RowsTable name={t.rows} columns={columns} rows={rows} audited={audited} />
    </>
  );
}

function CountsTable({ counts, series }: { counts: SeriesView["counts"]; series: readonly Series[] }) {
  const steps = [...new Set(counts.map(({ from }) => from.getTime()))];
  const countOf = (step: number, key: string) =>
    counts.find((one) => one.from.getTime() === step && one.key === key)?.count ?? 0;
  return (
    <ScrollTable name={t.table} columns={[t.from, ...series.map(({ label }) => label)]}>
      {steps.map((step) => (
        <tr>
          <th scope="row">
            <Day at={new Date(step)} />
          </th>
          {series.map(({ key }) => (
            <td class="align-right">{texts.auditor.number(countOf(step, key))}</td>
          ))}
        </tr>
      ))}
    </ScrollTable>
  );
}
