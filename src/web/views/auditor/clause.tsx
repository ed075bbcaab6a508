import type { ClauseGap, ClauseReport, ClauseView, Figure } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { Label } from "../notice.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Moment } from "../time.tsx";
import { auditPath } from "./auditor-page.tsx";

const t = texts.auditor.overview;

/** What stands for one clause, and what is missing. */
export function Clause({ clause, audited }: { clause: ClauseView; audited: Audited }) {
  const { framework, ref, title, asks, supports, outside, reports, completions, gaps } = clause;
  const id = `${framework.id}-${ref}`;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{`${ref} ${title}`}</h3>
      <p class="small muted">{framework.name}</p>
      <p class="small">
        {t.asks}
        {asks}
        <br />
        {t.supports}
        {supports}
        {outside && (
          <>
            <br />
            {texts.mapping.overview.outside}
            {outside}
          </>
        )}
      </p>
      <ScrollTable name={`${ref} ${title}`} columns={t.columns}>
        {reports.map((report) => (
          <tr>
            <th scope="row">
              <a href={auditPath(`/auditor/reports/${report.id}`, audited)}>{`${report.id} ${report.title}`}</a>
            </th>
            <Evidence evidence={report.evidence} />
          </tr>
        ))}
        {completions && (
          <tr>
            <th scope="row">{t.completions}</th>
            <FigureCells figure={completions} count={t.completionsOf} />
          </tr>
        )}
      </ScrollTable>
      <Gaps gaps={gaps} />
    </section>
  );
}

function Evidence({ evidence }: Pick<ClauseReport, "evidence">) {
  if (evidence.kind === "entries") return <FigureCells figure={evidence} count={t.entriesOf} />;
  return <td colspan={2}>{texts.auditor.reports.rows(evidence)}</td>;
}

function FigureCells({ figure, count }: { figure: Figure; count: (count: number) => string }) {
  return (
    <>
      <td>{count(figure.count)}</td>
      <td>{figure.newestAt ? <Moment at={figure.newestAt} /> : t.never}</td>
    </>
  );
}

function Gaps({ gaps }: { gaps: readonly ClauseGap[] }) {
  if (gaps.length === 0) return null;
  return (
    <ul class="gaps" aria-label={t.missing}>
      {gaps.map((gap) => (
        <li>
          <Label tone="attention">{t.gap}</Label> {gapText(gap)}
        </li>
      ))}
    </ul>
  );
}

function gapText(gap: ClauseGap): string {
  switch (gap.kind) {
    case "no-report":
      return t.gaps["no-report"];
    case "nothing-in-period":
      return t.gaps["nothing-in-period"](gap.reports.join(", "), gap.reports.length);
    case "course-not-in-force":
      return t.gaps["course-not-in-force"](gap.course);
    case "nobody-finished":
      return t.gaps["nobody-finished"](gap.courses.join(", "));
  }
}
