import type { Column, Row, Value } from "../../../evidence/report.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { ScrollTable } from "../scroll-table.tsx";
import { entryPath } from "./auditor-page.tsx";

const t = texts.auditor;

/** What every row of a report may have, and nobody reads: the link to the entry says the same. */
const PROVED_BY = ["log_epoch", "log_seq", "entry_sha256"];

interface RowsProps {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly audited: Audited;
  /** What stands before each row. */
  readonly lead?: { readonly heading: string; readonly of: (index: number) => string };
}

/** Rows of a report as they are, each with the way to the entry that it rests on. */
export function RowsTable({ name, columns, rows, audited, lead }: RowsProps) {
  const read = columns.filter((column) => !PROVED_BY.includes(column.name));
  const shown = read.filter((column) => rows.some((row) => fieldText(row[column.name] ?? null) !== ""));
  const hasEntries = columns.some((column) => column.name === "log_seq");
  const headings = [
    ...(lead ? [lead.heading] : []),
    ...(hasEntries ? [t.report.entry] : []),
    ...shown.map((column) => column.name),
  ];
  return (
    <>
      <ScrollTable name={name} columns={headings}>
        {rows.map((row, index) => (
          <tr>
            {lead && <th scope="row">{lead.of(index)}</th>}
            {hasEntries && (
              <td>
                <EntryLink row={row} audited={audited} />
              </td>
            )}
            {shown.map((column) => (
              <Cell value={row[column.name] ?? null} />
            ))}
          </tr>
        ))}
      </ScrollTable>
      {shown.length < read.length && <p class="small muted">{t.report.empty}</p>}
    </>
  );
}

const LONG_TEXT = 60;

function Cell({ value }: { value: Value }) {
  const text = fieldText(value);
  return <td class={text.length > LONG_TEXT ? "long" : "short"}>{text}</td>;
}

function EntryLink({ row, audited }: { row: Row; audited: Audited }) {
  const { log_epoch: epoch, log_seq: seq } = row;
  if (typeof epoch !== "number" || typeof seq !== "number") return null;
  return (
    <a href={entryPath({ epoch, seq }, audited)} aria-label={t.report.entryNamed(seq)}>
      {seq}
    </a>
  );
}

/** Instants to the second and digests by their beginning: the files have them whole. */
function fieldText(value: Value): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? t.log.yes : t.log.no;
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? value : value.join("; ");
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return `${text.slice(0, 10)} ${text.slice(11, 19)}`;
  return /^(?:sha256:)?[0-9a-f]{64}$/.test(text) ? `${text.replace("sha256:", "").slice(0, 12)}…` : text;
}
