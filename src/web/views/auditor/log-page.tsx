import {
  type EntryPlace,
  type LogAsked,
  type LogPage as LogFound,
  type LogRow,
  OUTCOMES,
} from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { Choice, Field } from "../admin/field.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Moment } from "../time.tsx";
import { AuditorPage, entryPath, partPath } from "./auditor-page.tsx";
import { KeptFields, PeriodFields } from "./period.tsx";

/** What a search asks for, as it stands in the address. */
export type LogSearch = Pick<LogAsked, "type" | "outcome" | "enforced" | "login" | "repository" | "seq">;

interface LogProps {
  readonly found: LogFound;
  readonly search: LogSearch;
  readonly audited: Audited;
}

const t = texts.auditor.log;

export function LogPage({ found, search, audited }: LogProps) {
  return (
    <AuditorPage part="log" title={t.title} audited={audited}>
      <p class="lead">{t.intro}</p>
      <SearchForm search={search} types={found.types} audited={audited} />
      {found.rows.length === 0 ? (
        <p>{found.unknown ? t.unknown[found.unknown] : t.none}</p>
      ) : (
        <Entries rows={found.rows} audited={audited} />
      )}
      <Paging found={found} search={search} audited={audited} />
    </AuditorPage>
  );
}

function SearchForm({ search, types, audited }: { search: LogSearch; types: readonly string[]; audited: Audited }) {
  const option = (value: string, text = value) => ({ value, text });
  const enforced = search.enforced === null ? "" : search.enforced ? "yes" : "no";
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to all browsers that we serve
    <form method="get" action="/auditor/log" role="search" aria-label={t.title}>
      <KeptFields keep={{ org: audited.reading.org }} />
      <div class="fields">
        <PeriodFields audited={audited} />
        <Choice
          name="type"
          label={t.type}
          value={search.type ?? ""}
          options={[option("", t.anyType), ...types.map((type) => option(type))]}
        />
        <Choice
          name="outcome"
          label={t.outcome}
          value={search.outcome ?? ""}
          options={[option("", t.any), ...OUTCOMES.map((outcome) => option(outcome, t.outcomes[outcome]))]}
        />
        <Choice
          name="enforced"
          label={t.enforced}
          value={enforced}
          options={[option("", t.any), option("yes", t.yes), option("no", t.no)]}
        />
        <Field name="login" label={t.login} hint={t.loginHint} value={search.login ?? ""} />
        <Field name="repository" label={t.repository} hint={t.repositoryHint} value={search.repository ?? ""} />
        <Field name="seq" label={t.seq} hint={t.seqHint} value={search.seq === null ? "" : String(search.seq)} />
        <button class="btn btn-primary" type="submit">
          {t.search}
        </button>
      </div>
    </form>
  );
}

function Entries({ rows, audited }: { rows: readonly LogRow[]; audited: Audited }) {
  return (
    <ScrollTable name={t.table} columns={t.columns}>
      {rows.map((row) => (
        <tr>
          <th scope="row">
            <a href={entryPath(row, audited)}>{row.seq}</a>
          </th>
          <td>
            <Moment at={row.recordedAt} />
          </td>
          <td>{row.type}</td>
          <td>{outcomeText(row)}</td>
          <td>{row.about === null ? "" : `@${row.about}`}</td>
          <td>{row.repository ?? ""}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

/** What was decided, and whether it was in force. */
export function outcomeText({ outcome, enforced }: Pick<LogRow, "outcome" | "enforced">): string {
  if (outcome === null) return "";
  const said = OUTCOMES.find((one) => one === outcome);
  const text = said ? t.outcomes[said] : outcome;
  return enforced === null ? text : `${text}, ${enforced ? t.isEnforced : t.notEnforced}`;
}

/** As it stands in an address: `1.42`. */
const placeText = ({ epoch, seq }: EntryPlace) => `${epoch}.${seq}`;

function Paging({ found, search, audited }: LogProps) {
  const { rows, hasNewer, hasOlder } = found;
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (!first || !last || !(hasNewer || hasOlder)) return null;
  const kept = { ...search, enforced: search.enforced === null ? null : search.enforced ? "yes" : "no" };
  return (
    <nav class="paging" aria-label={t.paging}>
      {hasNewer && (
        <a class="paging-link" href={partPath("log", audited, { ...kept, after: placeText(first) })} rel="prev">
          {t.newer}
        </a>
      )}
      {hasOlder && (
        <a
          class="paging-link paging-end"
          href={partPath("log", audited, { ...kept, before: placeText(last) })}
          rel="next"
        >
          {t.older}
        </a>
      )}
    </nav>
  );
}
