import * as clause from "../clauses.ts";
import {
  type CoverageInterval,
  type CoverageLook,
  coverageIntervals,
  isAnswering,
  LOOK_HOLDS_MS,
  type Span,
} from "../coverage-intervals.ts";
import { ENTRY_COLUMNS, entryRow, NO_ENTRY } from "../entry-columns.ts";
import { reconciled } from "../reconciling.ts";
import type { Period, Reconciliation, Report, Row } from "../report.ts";
import type { Leaf, Sources } from "../sources.ts";

export type CoverageSources = Pick<Sources, "entries" | "coverage" | "asOf">;

type LookEntries = ReadonlyMap<string, Leaf<"coverage.observed">>;

export function coverageReport(sources: CoverageSources): Report {
  let times = createTimes();
  async function* rows(period: Period): AsyncIterable<Row> {
    times = createTimes();
    const span = { from: period.from, to: period.to < sources.asOf ? period.to : sources.asOf };
    if (span.from >= span.to) return;
    const entries = await lookEntries(span, sources);
    const around = { period: span, ...(await sources.coverage.around(span)) };
    const looks = counted(sources.coverage.looks(lookedFrom(span), span.to), entries, times);
    for await (const interval of coverageIntervals(looks, around)) {
      times.add(interval);
      yield rowOf(interval, entries);
    }
  }
  return {
    id: "R-20",
    name: "coverage",
    title: "Coverage",
    question: "Was the gate real: where was the check required and answered, when was it not, and why?",
    clauses: [clause.SOC_CC6_2, clause.NIST_AU_9],
    columns: COLUMNS,
    status: "status",
    query:
      "Every look at GitHub of the period, and the last one before it, as kept: there is one a day, and one whenever a " +
      "rule or the policy changed. For each repository equal looks are one interval; it ends with the look that found " +
      `something else, or ${LOOK_HOLDS_MS / 3_600_000} hours after the last one. Pauses of the gate cut intervals; they are ` +
      "known to the second, from GitHub's history of the ruleset. In the order in which intervals end, then by repository.",
    rows,
    reconcile: async () => times.reconcile(),
  };
}

/** A look before the period tells how it began. */
const lookedFrom = ({ from }: Span) => new Date(from.getTime() - LOOK_HOLDS_MS);

async function lookEntries(span: Span, { entries }: CoverageSources): Promise<LookEntries> {
  const found = new Map<string, Leaf<"coverage.observed">>();
  for await (const leaf of entries.of(["coverage.observed"] as const, { from: lookedFrom(span), to: span.to }))
    found.set(leaf.entry.report_sha256, leaf);
  return found;
}

async function* counted(looks: AsyncIterable<CoverageLook>, entries: LookEntries, times: Times) {
  for await (const look of looks) {
    times.addLook(entries.has(look.sha256));
    yield look;
  }
}

const COLUMNS: Report["columns"] = [
  { name: "repository", means: "Its name at that time." },
  { name: "from", means: "From then on it stood so." },
  { name: "to", means: "Until then, and not at it." },
  {
    name: "status",
    means:
      "covered (blocks, required, pinned, answered, nobody past it); gap (something was wrong: see causes); flagging and " +
      "observing (the policy asks for no more there); unknown (nobody looked).",
  },
  { name: "causes", means: "What was wrong, in the words of `doctor`; paused; no server ran; nobody looked." },
  { name: "mode", means: "What the policy asks for there: observe, flag or block." },
  { name: "required", means: "A rule of GitHub's asks for the check." },
  { name: "pinned", means: "It must come from this App." },
  { name: "answering", means: "Every open head had its verdict." },
  { name: "bypass", means: "Whom the rule does not bind." },
  { name: "seconds", means: "How long, in whole seconds." },
  { name: "looked_at", means: "The look that found it so." },
  {
    name: "confirmed_at",
    means: "The last look that found it unchanged. What was between two looks is taken for what both saw.",
  },
  ...ENTRY_COLUMNS,
];

function rowOf(interval: CoverageInterval, entries: LookEntries): Row {
  const { seen, look, status, causes, from, to, confirmedAt } = interval;
  const entry = entries.get(look.sha256);
  return {
    repository: seen.name,
    from: from.toISOString(),
    to: to.toISOString(),
    status,
    causes,
    mode: seen.mode,
    required: seen.required,
    pinned: seen.pinned,
    answering: isAnswering(seen),
    bypass: seen.bypass,
    seconds: secondsOf(interval),
    looked_at: look.at.toISOString(),
    confirmed_at: confirmedAt.toISOString(),
    ...(entry ? entryRow(entry) : NO_ENTRY),
  };
}

const second = (at: Date) => Math.floor(at.getTime() / 1_000);
const secondsOf = ({ from, to }: Span) => second(to) - second(from);

interface Times {
  add(interval: CoverageInterval): void;
  addLook(isLogged: boolean): void;
  reconcile(): readonly Reconciliation[];
}

/** How long repositories stood in which way; and, from the first moment to the last of each, how long that is together. */
function createTimes(): Times {
  const seconds = new Map<string, number>();
  const known = new Map<number, Span>();
  const looks = { logged: 0, all: 0 };
  return {
    add(interval) {
      const { seen, status, causes, from, to } = interval;
      const key = [status, ...causes].join(", ");
      seconds.set(key, (seconds.get(key) ?? 0) + secondsOf(interval));
      const span = known.get(seen.id);
      known.set(seen.id, {
        from: span && span.from < from ? span.from : from,
        to: span && span.to > to ? span.to : to,
      });
    },
    addLook(isLogged) {
      looks.all += 1;
      if (isLogged) looks.logged += 1;
    },
    reconcile() {
      const total = [...known.values()].reduce((sum, span) => sum + secondsOf(span), 0);
      const parts = [...seconds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, count }));
      return [
        reconciled("seconds of repositories, by how they stood", parts, {
          name: "from the first to the last moment of each",
          count: total,
        }),
        reconciled(
          "looks that are kept, and their entries",
          [{ name: "whose digest stands in the gate log", count: looks.logged }],
          { name: "looks kept", count: looks.all },
        ),
      ];
    },
  };
}
