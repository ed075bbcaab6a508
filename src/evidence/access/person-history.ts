import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import type { Report, Row } from "../report.ts";
import { type AccessSources, accessParts } from "./access-parts.ts";
import type { SeatHistory } from "./history.ts";
import type { Turn } from "./turns.ts";

const COLUMNS: Report["columns"] = [
  { name: "from", means: "From then on it stood so: exact where a delivery told it." },
  { name: "earliest", means: "It did not stand so before that, where only a look told it." },
  { name: "kind", means: "Where it hangs, in the words of the log." },
  { name: "repository", means: "On a repository: its name as last seen." },
  { name: "team", means: "In a team: GitHub's id of it." },
  { name: "role", means: "In which role." },
  { name: "present", means: "Whether it was there." },
  { name: "told_by", means: "event, baseline, sweep, verify, audit-log." },
  ...ENTRY_COLUMNS,
];

/** Everything that was ever observed of one person's own seats, newest first, an entry each. */
export function accessHistoryOf(sources: AccessSources, person: string): Pick<Report, "columns" | "rows"> {
  return {
    columns: COLUMNS,
    async *rows(): AsyncIterable<Row> {
      for await (const { history } of accessParts(sources.entries, { knownAt: sources.asOf, person })) {
        const seats = history.people.get(person) ?? [];
        const ids = seats.flatMap(({ seat }) => seat.repository ?? []);
        const names = await sources.repositories.names([...new Set(ids)]);
        const all = seats.flatMap(({ seat, turns }) => turns.map((turn) => ({ seat, turn })));
        yield* all.sort((a, b) => newestFirst(a.turn, b.turn)).map((one) => rowOf(one, names));
      }
    },
  };
}

function newestFirst(a: Turn, b: Turn): number {
  return b.at - a.at || b.leaf.entry.epoch - a.leaf.entry.epoch || b.leaf.entry.seq - a.leaf.entry.seq;
}

function rowOf(
  { seat, turn }: { readonly seat: SeatHistory["seat"]; readonly turn: Turn },
  names: ReadonlyMap<number, string>,
): Row {
  const { at, notBefore, role, present, source, leaf } = turn;
  const isExact = notBefore === at || !Number.isFinite(notBefore);
  return {
    from: new Date(at).toISOString(),
    earliest: isExact ? null : new Date(notBefore).toISOString(),
    kind: seat.kind,
    repository: seat.repository === null ? null : (names.get(seat.repository) ?? null),
    team: seat.team,
    role,
    present,
    told_by: source,
    ...entryRow(leaf),
  };
}
