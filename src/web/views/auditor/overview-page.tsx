import type { AuditOverview, ClauseView } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { Panel } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { AuditorPage, partPath } from "./auditor-page.tsx";
import { CheckpointBox } from "./checkpoint-box.tsx";
import { Clause } from "./clause.tsx";
import { PeriodChooser } from "./period.tsx";
import { VerifyBox } from "./verify-box.tsx";

const t = texts.auditor.overview;
const { number } = texts.auditor;

interface OverviewProps {
  readonly overview: AuditOverview;
  readonly audited: Audited;
}

/** Clause by clause what there is, how fresh it is and what is missing. */
export function OverviewPage({ overview, audited }: OverviewProps) {
  return (
    <AuditorPage part="overview" title={texts.auditor.title} audited={audited}>
      <p class="lead">{t.intro}</p>
      <PeriodChooser path="/auditor" audited={audited} />
      <h2>{t.now}</h2>
      <Numbers overview={overview} />
      <Coverage overview={overview} audited={audited} />
      <h2>{t.clauses}</h2>
      {overview.clauses.map((clause) => (
        <Clause clause={clause} audited={audited} />
      ))}
      <Others clauses={overview.others} audited={audited} />
      <CheckpointBox checkpoint={overview.checkpoint} />
      <VerifyBox checkpoint={overview.checkpoint} />
    </AuditorPage>
  );
}

function Numbers({ overview: { entries, decisions } }: Pick<OverviewProps, "overview">) {
  const figures = [
    [t.entries, entries.count],
    [t.decisions, decisions.all],
    [t.enforced, decisions.enforced],
  ] as const;
  return (
    <dl class="figures">
      {figures.map(([name, count]) => (
        <div>
          <dt>{name}</dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Coverage({ overview: { coverage }, audited }: OverviewProps) {
  return (
    <Panel tone={coverage === null ? "neutral" : coverage.holes > 0 ? "attention" : "success"}>
      <h2>{t.coverage}</h2>
      <p>{coverage?.sentence ?? t.noCoverage}</p>
      {coverage && (
        <p class="small">
          {texts.admin.oversight.looked}
          <Moment at={coverage.observedAt} />
        </p>
      )}
      <p>
        <a href={partPath("coverage", audited)}>{texts.auditor.coverage.title}</a>
      </p>
    </Panel>
  );
}

/** Folded by framework: a page of all clauses at once is one that nobody reads. */
function Others({ clauses, audited }: { clauses: readonly ClauseView[]; audited: Audited }) {
  if (clauses.length === 0) return null;
  const names = [...new Set(clauses.map(({ framework }) => framework.name))];
  return (
    <>
      <h2>{t.others}</h2>
      {names.map((name) => {
        const own = clauses.filter(({ framework }) => framework.name === name);
        return (
          <details class="more">
            <summary>{t.framework(name, own.length, own.filter(({ gaps }) => gaps.length > 0).length)}</summary>
            {own.map((clause) => (
              <Clause clause={clause} audited={audited} />
            ))}
          </details>
        );
      })}
    </>
  );
}
