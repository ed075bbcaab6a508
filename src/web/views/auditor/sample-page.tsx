import { SAMPLE_METHOD, type SampleAsk } from "../../../evidence/sample.ts";
import type { CheckpointSeen, ReportBrief, SampleView } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { Choice, Field } from "../admin/field.tsx";
import { ActionLink } from "../form.tsx";
import { ErrorSummary, Panel } from "../notice.tsx";
import { AuditorPage, auditPath } from "./auditor-page.tsx";
import { Fact } from "./checkpoint-box.tsx";
import { KeptFields, PeriodFields } from "./period.tsx";
import { RowsTable } from "./rows.tsx";
import { VerifyBox } from "./verify-box.tsx";

export interface SampleForm {
  readonly report: string;
  readonly n: string;
  readonly seed: string;
}

export interface SampleProps {
  readonly reports: readonly ReportBrief[];
  readonly form: SampleForm;
  readonly problem: "n" | "seed" | null;
  readonly drawn: (SampleView & { readonly checkpoint: CheckpointSeen | null; readonly redo: string }) | null;
  readonly audited: Audited;
}

const t = texts.auditor.sample;

export function SamplePage({ reports, form, problem, drawn, audited }: SampleProps) {
  return (
    <AuditorPage part="sample" title={t.title} audited={audited}>
      <p class="lead">{t.intro}</p>
      {problem !== null && (
        <ErrorSummary heading={texts.admin.problem}>
          <p>
            <a href={`#${problem}`}>{t.problem[problem]}</a>
          </p>
        </ErrorSummary>
      )}
      <Asked reports={reports} form={form} audited={audited} />
      {drawn && <Drawn drawn={drawn} audited={audited} />}
    </AuditorPage>
  );
}

function Asked({ reports, form, audited }: Pick<SampleProps, "reports" | "form" | "audited">) {
  const options = reports.map(({ id, title }) => ({ value: id, text: `${id} ${title}` }));
  return (
    <form method="get" action="/auditor/sample" aria-label={t.title}>
      <KeptFields keep={{ org: audited.reading.org }} />
      <div class="fields">
        <Choice name="report" label={t.report} value={form.report} options={options} />
        <PeriodFields audited={audited} />
        <Field name="n" label={t.n} hint={t.nHint} value={form.n} type="number" required />
        <Field name="seed" label={t.seed} hint={t.seedHint} value={form.seed} required />
        <button class="btn btn-primary" type="submit">
          {t.draw}
        </button>
      </div>
    </form>
  );
}

function Drawn({ drawn, audited }: { drawn: NonNullable<SampleProps["drawn"]>; audited: Audited }) {
  const { report, columns, checkpoint, redo } = drawn;
  const { population, chosen } = drawn.sample;
  return (
    <>
      <h2>{t.drawn(chosen.length, population.rows)}</h2>
      {audited.period.isOpen && (
        <Panel tone="attention">
          <p>{t.openEnd}</p>
        </Panel>
      )}
      <Facts drawn={drawn} />
      {chosen.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <RowsTable
          name={t.rows}
          columns={columns}
          rows={chosen.map(({ row }) => row)}
          audited={audited}
          lead={{ heading: t.line, of: (index) => String(chosen[index]?.line ?? "") }}
        />
      )}
      <div class="actions">
        <ActionLink
          href={auditPath("/auditor/sample.zip", audited, {
            report: report.id,
            n: drawn.sample.n,
            seed: drawn.sample.seed,
          })}
          label={t.pack}
        />
        <ActionLink href={auditPath(`/auditor/reports/${report.id}.jsonl`, audited)} label={t.population} />
      </div>
      <VerifyBox checkpoint={checkpoint} redo={redo} />
    </>
  );
}

function Facts({ drawn: { sample } }: { drawn: NonNullable<SampleProps["drawn"]> }) {
  const { population, seed }: Pick<typeof sample, "population"> & Pick<SampleAsk, "seed"> = sample;
  return (
    <dl class="record">
      <Fact name={t.hash}>
        <code>{population.sha256}</code>
      </Fact>
      <Fact name={t.seedWas}>
        <code>{seed}</code>
      </Fact>
      <Fact name={t.method}>{SAMPLE_METHOD}</Fact>
    </dl>
  );
}
