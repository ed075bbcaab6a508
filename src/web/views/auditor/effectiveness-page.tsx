import type { EffectivenessView } from "../../../pipeline/effectiveness/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { EffectivenessBody } from "../effectiveness-body.tsx";
import { AuditorPage, auditPath } from "./auditor-page.tsx";
import { PeriodChooser } from "./period.tsx";

/** Whether it works, over time. */
export function AuditedEffectivenessPage({ view, audited }: { view: EffectivenessView; audited: Audited }) {
  const t = texts.effectiveness;
  return (
    <AuditorPage part="effectiveness" title={t.title} audited={audited}>
      <p class="lead">{t.intro}</p>
      <PeriodChooser path="/auditor/effectiveness" audited={audited} />
      <EffectivenessBody view={view} />
      <p>
        <a href={auditPath("/auditor/reports/R-10", audited)}>{texts.auditor.series.toReport("R-10")}</a>
      </p>
    </AuditorPage>
  );
}
