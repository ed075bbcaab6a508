import { dayText } from "../../../gate/day-text.ts";
import type { CoverageLook, CoverageView } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { ScrollTable } from "../scroll-table.tsx";
import { Moment } from "../time.tsx";
import { AuditorPage, auditPath } from "./auditor-page.tsx";
import { ShareChart } from "./chart.tsx";
import { PeriodChooser } from "./period.tsx";
import { RowsTable } from "./rows.tsx";

interface CoverageProps {
  readonly view: CoverageView;
  readonly audited: Audited;
}

const t = texts.auditor.coverage;
const LOOKS_SHOWN = 100;

/** Where the gate was real, over time. */
export function CoveragePage({ view, audited }: CoverageProps) {
  const { looks, columns, rows, counted, report } = view;
  return (
    <AuditorPage part="coverage" title={t.title} audited={audited}>
      <p class="lead">{t.intro}</p>
      <PeriodChooser path="/auditor/coverage" audited={audited} />
      {looks.length === 0 ? <p>{t.none}</p> : <Looks looks={looks} audited={audited} />}
      {rows.length > 0 && (
        <>
          <h2>{texts.auditor.series.rows}</h2>
          {counted.rows > rows.length && <p>{texts.auditor.series.firstRows(rows.length)}</p>}
          <RowsTable name={texts.auditor.series.rows} columns={columns} rows={rows} audited={audited} />
        </>
      )}
      <p>
        <a href={auditPath(`/auditor/reports/${report.id}`, audited)}>{texts.auditor.series.toReport(report.id)}</a>
      </p>
    </AuditorPage>
  );
}

function Looks({ looks, audited: { period, now } }: { looks: readonly CoverageLook[]; audited: Audited }) {
  const { from, to } = period.instants;
  const days = [looks.at(0), looks.at(-1)].map((look) => dayText(look?.at.toISOString() ?? ""));
  const description = t.describe(days[0] ?? "", days[1] ?? "", looks.length);
  const points = looks.map((look) => ({ at: look.at, percent: percentOf(look) }));
  return (
    <>
      <ShareChart
        told={{ id: "coverage", title: t.chart, description }}
        points={points}
        from={from}
        to={to > now ? now : to}
      />
      <p>{description}</p>
      <details class="more">
        <summary>{t.table}</summary>
        {looks.length > LOOKS_SHOWN && <p>{t.shown(LOOKS_SHOWN)}</p>}
        <ScrollTable name={t.table} columns={t.columns}>
          {looks
            .slice(-LOOKS_SHOWN)
            .reverse()
            .map((look) => (
              <tr>
                <th scope="row">
                  <Moment at={look.at} />
                </th>
                <td class="align-right">{look.blocking}</td>
                <td class="align-right">{look.sound}</td>
                <td class="align-right">{shareText(look)}</td>
              </tr>
            ))}
        </ScrollTable>
      </details>
    </>
  );
}

function percentOf({ blocking, sound }: CoverageLook): number | null {
  return blocking === 0 ? null : (100 * sound) / blocking;
}

/** Never rounded up to all: one repository of thousands is a hole. */
function shareText(look: CoverageLook): string {
  const percent = percentOf(look);
  return percent === null ? t.nothingToBlock : `${Math.floor(percent * 10) / 10}%`;
}
