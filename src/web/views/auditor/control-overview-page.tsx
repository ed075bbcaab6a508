import type { ControlOverview } from "../../../pipeline/auditor/controls.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { AdminPage } from "../admin/admin-page.tsx";
import { Day } from "../time.tsx";
import { AuditorPage } from "./auditor-page.tsx";
import { Clause } from "./clause.tsx";
import { PeriodChooser } from "./period.tsx";

const t = texts.mapping.overview;
const { number } = texts.auditor;

interface ControlsProps {
  readonly overview: ControlOverview;
  readonly audited: Audited;
}

export function AuditedControlsPage(props: ControlsProps) {
  return (
    <AuditorPage part="controls" title={t.title} audited={props.audited}>
      <PeriodChooser path="/auditor/controls" audited={props.audited} />
      <Controls {...props} />
    </AuditorPage>
  );
}

export function AdminControlsPage(props: ControlsProps) {
  return (
    <AdminPage title={t.title} wide>
      <Controls {...props} />
    </AdminPage>
  );
}

function Controls({ overview: { people, review, clauses }, audited }: ControlsProps) {
  const of = (count: number) => t.of(number(count), number(people.asked));
  const dated = (at: Date | null) => (at === null ? t.never : <Day at={at} />);
  const figures = [
    [t.current, of(people.current)],
    [t.grace, of(people.grace)],
    [t.missing, of(people.missing)],
    [t.lastReview, dated(review.signedAt)],
    review.openUntil === null ? [t.nextReview, dated(review.nextAt)] : [t.dueReview, dated(review.openUntil)],
  ] as const;
  return (
    <>
      <p class="lead">{t.intro}</p>
      <p>{t.limits}</p>
      <p>
        <a href="/controls">{t.toMapping}</a>
      </p>
      <h2>{t.now}</h2>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{t.clauses}</h2>
      {clauses.map((clause) => (
        <Clause clause={clause} audited={audited} />
      ))}
    </>
  );
}
