import type { PropsWithChildren } from "hono/jsx";
import type { EntryPlace } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { pathWith } from "../admin/listing.tsx";
import { Page } from "../layout.tsx";

export type Part = Exclude<keyof typeof t.tabs, "label">;
type Query = Readonly<Record<string, string | number | null>>;

const t = texts.auditor;
const PATHS: Readonly<Record<Part, string>> = {
  overview: "/auditor",
  log: "/auditor/log",
  exceptions: "/auditor/exceptions",
  coverage: "/auditor/coverage",
  merges: "/auditor/merges",
  access: "/auditor/access",
  effectiveness: "/auditor/effectiveness",
  controls: "/auditor/controls",
  reports: "/auditor/reports",
  sample: "/auditor/sample",
};

/** An address that stays with the organisation and the period that are looked at. */
export function auditPath(path: string, { reading, period }: Audited, query: Query = {}): string {
  return pathWith(path, { org: reading.org, from: period.from, to: period.to, ...query });
}

/** The page of one entry. */
export const entryPath = ({ epoch, seq }: EntryPlace, audited: Audited, end = "") =>
  auditPath(`/auditor/log/${epoch}/${seq}${end}`, audited);

export const partPath = (part: Part, audited: Audited, query?: Query) => auditPath(PATHS[part], audited, query);

type AuditorPageProps = PropsWithChildren<{ part: Part; title: string; audited: Audited; up?: boolean }>;

/** One page of the audit, with the way to all others. `up`: it stands below the part's own page. */
export function AuditorPage({ part, title, audited, up = false, children }: AuditorPageProps) {
  return (
    <Page wide>
      {part !== "overview" && (
        <nav class="breadcrumb" aria-label={t.title}>
          <a href={partPath("overview", audited)}>{t.title}</a>
          {up && <a href={partPath(part, audited)}>{t.tabs[part]}</a>}
        </nav>
      )}
      <h1>{title}</h1>
      <Organisations part={part} audited={audited} />
      <Tabs part={part} audited={audited} up={up} />
      {children}
    </Page>
  );
}

function Tabs({ part, audited, up }: { part: Part; audited: Audited; up: boolean }) {
  const parts = Object.keys(PATHS) as Part[];
  return (
    <nav aria-label={t.tabs.label}>
      <ul class="tabs">
        {parts.map((one) => (
          <li>
            <a href={partPath(one, audited)} aria-current={one !== part ? undefined : up ? "true" : "page"}>
              {t.tabs[one]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The others that could be looked at, where there are any. */
function Organisations({ part, audited }: { part: Part; audited: Audited }) {
  const { reading, roles } = audited;
  if (roles.length < 2) return null;
  return (
    <nav aria-label={t.organisations}>
      <ul class="jumps">
        {roles.map(({ org, login }) => (
          <li>
            <a href={partPath(part, audited, { org })} aria-current={org === reading.org ? "true" : undefined}>
              {login}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
