import { inBatches } from "../batches.ts";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import { CHANGE_TYPES, type ChangeLeaf, type ChangeTold, changesIn } from "../gate-changes.ts";
import { findPeople, PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import { createTally, rowsAgainstEntries } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import type { Sources } from "../sources.ts";

export type GateChangeSources = Pick<Sources, "entries" | "people" | "policies" | "reasons">;

const BATCH = 100;

export function gateChangesReport(sources: GateChangeSources): Report {
  const { entries } = sources;
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    for await (const leaves of inBatches(entries.of(CHANGE_TYPES, period), BATCH)) {
      const told = await tellAll(leaves, sources);
      for (const { leaf, changes } of told.all) {
        tally.add(leaf.entry.type);
        for (const change of changes) yield rowOf(leaf, change, told);
      }
    }
  }
  return {
    id: "R-17",
    name: "gate-changes",
    title: "Changes of the gate",
    question: "Who changed the rules, the courses or the gate itself, from what to what, and by whose word?",
    clauses: [clause.SOC_CC6_2, clause.NIST_AT_3, clause.NIST_AU_9],
    columns: COLUMNS,
    status: "type",
    query:
      `Every entry of the gate log of the types ${CHANGE_TYPES.join(", ")} that occurred in the period, in the order of the ` +
      "log. Of a policy that came into force one row for each setting that differs from the policy before it, where both " +
      "are kept, else one row with both digests; of everything else one row.",
    rows,
    reconcile: (period) => rowsAgainstEntries(tally.counts, CHANGE_TYPES, { entries, period }),
  };
}

const COLUMNS: Report["columns"] = [
  { name: "time", means: "When it occurred; of what was done at GitHub, by GitHub's clock where it tells." },
  { name: "type", means: "The type of the entry." },
  { name: "setting", means: "What was changed: a setting by its path in app.yml, a course, a rule." },
  { name: "old", means: "What it was. Absent: not there, or not told." },
  { name: "new", means: "What it is. Absent: not there any more." },
  { name: "actor", means: "Who acted: app, admin, user, github (somebody there) or import." },
  ...PERSON_COLUMNS,
  { name: "reason", means: "The reason as it was given, where one is asked for and it is still kept." },
  { name: "reason_sha256", means: "Its digest or commitment, as the log has it." },
  ...ENTRY_COLUMNS,
];

interface Told {
  readonly all: readonly { readonly leaf: ChangeLeaf; readonly changes: readonly ChangeTold[] }[];
  readonly people: People;
  readonly reasons: ReadonlyMap<string, string>;
}

async function tellAll(leaves: readonly ChangeLeaf[], sources: GateChangeSources): Promise<Told> {
  const all: { readonly leaf: ChangeLeaf; readonly changes: readonly ChangeTold[] }[] = [];
  for (const leaf of leaves) all.push({ leaf, changes: await changesIn(leaf.entry, sources.policies) });
  const told = all.flatMap(({ changes }) => changes);
  return {
    all,
    people: await findPeople(
      sources.people,
      told.map(({ by }) => by),
    ),
    reasons: await sources.reasons.texts([...new Set(told.flatMap(({ reason }) => reason ?? []))]),
  };
}

function rowOf(leaf: ChangeLeaf, { setting, old, new: now, by, reason }: ChangeTold, { people, reasons }: Told): Row {
  const { entry } = leaf;
  return {
    time: entry.occurred_at,
    type: entry.type,
    setting,
    old,
    new: now,
    actor: entry.actor.kind,
    ...personRow(by, people),
    reason: reason === null ? null : (reasons.get(reason) ?? null),
    reason_sha256: reason,
    ...entryRow(leaf),
  };
}
