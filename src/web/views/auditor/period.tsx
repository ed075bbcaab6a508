import { lastDays } from "../../audit-period.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { Field } from "../admin/field.tsx";
import { Panel } from "../notice.tsx";
import { auditPath } from "./auditor-page.tsx";

type Kept = Readonly<Record<string, string | number | null>>;

interface PeriodProps {
  readonly path: string;
  readonly audited: Audited;
  /** What else the address says, to stay as it is. */
  readonly keep?: Kept;
}

const t = texts.auditor.period;
const USUAL_DAYS = [30, 90, 365] as const;

/** A form that changes nothing: its answer is an address that can be kept and sent to others. */
export function PeriodChooser({ path, audited, keep = {} }: PeriodProps) {
  return (
    <>
      {audited.period.isRefused && (
        <Panel tone="attention">
          <p>{t.problem}</p>
        </Panel>
      )}
      <form method="get" action={path} aria-label={t.legend}>
        <KeptFields keep={{ org: audited.reading.org, ...keep }} />
        <div class="fields">
          <PeriodFields audited={audited} />
          <button class="btn" type="submit">
            {t.show}
          </button>
        </div>
      </form>
      <UsualPeriods path={path} audited={audited} keep={keep} />
    </>
  );
}

export function PeriodFields({ audited: { period } }: { audited: Audited }) {
  return (
    <>
      <Field name="from" label={t.from} value={period.from} type="date" />
      <Field name="to" label={t.to} value={period.to} type="date" />
    </>
  );
}

export function KeptFields({ keep }: { keep: Kept }) {
  return (
    <>
      {Object.entries(keep).map(
        ([name, value]) =>
          value !== null &&
          value !== "" && <input type="hidden" name={name} value={String(value)} autocomplete="off" />,
      )}
    </>
  );
}

function UsualPeriods({ path, audited, keep }: Required<PeriodProps>) {
  const { from, to, isOpen } = audited.period;
  return (
    <>
      <ul class="jumps" aria-label={t.legend}>
        {USUAL_DAYS.map((days) => {
          const usual = lastDays(days, audited.now);
          const isThis = usual.from === from && usual.to === to;
          return (
            <li>
              <a
                href={auditPath(path, audited, { ...keep, from: usual.from, to: usual.to })}
                aria-current={isThis ? "true" : undefined}
              >
                {t.last(days)}
              </a>
            </li>
          );
        })}
      </ul>
      {isOpen && <p class="small muted">{t.open}</p>}
    </>
  );
}
