import { inBatches } from "../batches.ts";
import * as clause from "../clauses.ts";
import { GATE_COLUMNS, GATE_TYPES, gateRow, peopleIn, repositoryIn, subjectIn } from "../gate-log-row.ts";
import { findPeople } from "../person-columns.ts";
import { createTally, rowsAgainstEntries } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import type { EntrySource, PeopleSource, RepositorySource } from "../sources.ts";

export interface GateLogSources {
  readonly entries: EntrySource;
  readonly people: PeopleSource;
  readonly repositories: RepositorySource;
}

const BATCH = 200;

export function gateLogReport({ entries, people, repositories }: GateLogSources): Report {
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    for await (const leaves of inBatches(entries.of(GATE_TYPES, period), BATCH)) {
      const known = await findPeople(
        people,
        leaves.flatMap(({ entry }) => [subjectIn(entry), ...peopleIn(entry).map(({ subject }) => subject)]),
      );
      const names = await repositories.names(leaves.flatMap(({ entry }) => repositoryIn(entry) ?? []));
      for (const leaf of leaves) {
        tally.add(leaf.entry.type);
        yield gateRow(leaf, known, names);
      }
    }
  }
  return {
    id: "R-04",
    name: "gate-log",
    title: "Access-gating log",
    question: "What did the gate decide, about whom, why, by which rule, and what came of it at GitHub?",
    clauses: [clause.SOC_CC6_2, clause.ISO_8_28, clause.NIST_AT_3, clause.NIST_AU_9, clause.SAMM_3],
    columns: GATE_COLUMNS,
    status: "type",
    query:
      `Every entry of the gate log of the types ${GATE_TYPES.join(", ")} that occurred in the period, of this organisation, ` +
      "in the order of the log; joined by subject to the erasable identity and by GitHub's id to the repository's name.",
    rows,
    reconcile: (period) => rowsAgainstEntries(tally.counts, GATE_TYPES, { entries, period }),
  };
}
