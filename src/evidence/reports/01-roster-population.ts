import { inBatches, inChunks } from "../batches.ts";
import * as clause from "../clauses.ts";
import { scopeOf } from "../population/in-scope.ts";
import { accountRow, isIn, POPULATION_COLUMNS, rosterRow } from "../population/population-row.ts";
import { readSeated, type Seated } from "../population/seated.ts";
import { createTally, reconciled } from "../reconciling.ts";
import type { Period, Reconciliation, Report, Row } from "../report.ts";
import type { RosterStint } from "../roster-sources.ts";
import type { Sources } from "../sources.ts";

export type PopulationSources = Pick<
  Sources,
  "entries" | "people" | "policies" | "standing" | "population" | "accounts" | "asOf"
>;

const BATCH = 200;
const TOLD = "told in the period";
const ON_ROSTER = "on the roster";
const ACCESS_ONLY = "on no roster";

export function rosterPopulationReport(sources: PopulationSources): Report {
  const tally = createTally();
  let end = sources.asOf;
  return {
    id: "R-01",
    name: "roster-population",
    title: "Roster population",
    question: "Who was in scope in the period, and why?",
    clauses: [clause.SOC_CC1_4, clause.ISO_6_3],
    columns: POPULATION_COLUMNS,
    status: "status",
    query: QUERY,
    async *rows(period): AsyncIterable<Row> {
      tally.clear();
      const seated = await readSeated(sources, period);
      end = seated.end;
      const making: Making = { period, seated, judge: await judgeOf(seated, sources), tally, sources };
      yield* rowsByFile(making);
      yield* rowsByAccess(making);
    },
    reconcile: (period) => reconcile({ period, end, counts: tally.counts }, sources),
  };
}

const QUERY =
  "Every version of every roster record that a file told in the period, or that held in it, of whom the source had not lost " +
  "before it (person.ended); by source, member and time. Then everybody with a seat of their own in the period by access.snapshot " +
  "and access.observed (as in R-05) whom no version of the period names; by person_key. A person on several rosters has several " +
  "rows. in_scope is by the policy in force at the snapshot: its rules as the gate applies them to the access that somebody has, " +
  "and those that ask by job role alone.";

type Judge = (person: string, roles: readonly string[]) => ReturnType<typeof scopeOf>;

interface Making {
  readonly period: Period;
  readonly seated: Seated;
  readonly judge: Judge;
  readonly tally: ReturnType<typeof createTally>;
  readonly sources: PopulationSources;
}

async function* rowsByFile(making: Making): AsyncIterable<Row> {
  const { period, tally, sources } = making;
  for await (const stints of inBatches(sources.population.stints(period), BATCH)) {
    for (const { recordedFrom } of stints) if (isIn(recordedFrom, period)) tally.add(TOLD);
    yield* await rosterRows(stints, making);
  }
}

async function* rowsByAccess({ period, seated, judge, tally, sources }: Making): AsyncIterable<Row> {
  for (const some of inChunks([...seated.during].toSorted(), BATCH)) {
    const named = await sources.population.named(some, period);
    const people = await sources.people.find(some);
    for (const person of some.filter((one) => seated.atEnd.has(one) && people.has(one)))
      tally.add(named.has(person) ? ON_ROSTER : ACCESS_ONLY);
    const others = some.filter((person) => !named.has(person));
    yield* others.map((person) => accountRow(person, { people, end: seated.end, scope: judge(person, []) }));
  }
}

async function judgeOf({ during }: Seated, { policies, standing }: PopulationSources): Promise<Judge> {
  const policy = (await policies.inForce())?.policy ?? null;
  const asked = await standing.asked();
  return (person, roles) => scopeOf({ asked: asked.get(person) ?? [], roles, hadSeat: during.has(person) }, policy);
}

async function rosterRows(
  stints: readonly RosterStint[],
  { period: { from }, seated, judge, sources }: Making,
): Promise<readonly Row[]> {
  const people = await sources.people.find([...new Set(stints.map(({ person }) => person))]);
  const endOf = await endsOf(stints, sources);
  return stints.flatMap((stint): readonly Row[] => {
    const endedAt = endOf(stint);
    if (endedAt !== null && endedAt <= from && stint.recordedFrom < from) return [];
    const scope = judge(stint.person, stint.role === null ? [] : [stint.role]);
    return [rosterRow(stint, endedAt, { people, scope, end: seated.end })];
  });
}

/** When the source lost somebody while it said this of them: whoever came back stands in another version. */
async function endsOf(
  stints: readonly RosterStint[],
  { entries }: PopulationSources,
): Promise<(stint: RosterStint) => Date | null> {
  const members = [...new Set(stints.map(({ member }) => member))];
  const ended = await entries.about(["person.ended"], "member_id", members);
  return ({ member, recordedFrom, recordedTo }) => {
    const found = ended.find(({ entry }) => {
      const toldAt = Date.parse(entry.occurred_at);
      const isLater = toldAt >= recordedFrom.getTime();
      return entry.member_id === member && isLater && (recordedTo === null || toldAt < recordedTo.getTime());
    });
    return found ? new Date(found.entry.ended_at) : null;
  };
}

interface Counted {
  readonly period: Period;
  readonly end: Date;
  readonly counts: ReadonlyMap<string, number>;
}

async function reconcile(
  { period, end, counts }: Counted,
  { entries, population, accounts, asOf }: PopulationSources,
): Promise<readonly Reconciliation[]> {
  const told = await entries.countByType(period);
  const part = (name: string) => ({ name, count: counts.get(name) ?? 0 });
  return [
    reconciled(
      "what files of the roster told in the period",
      [
        { name: "versions of records", count: part(TOLD).count },
        { name: "of people who were erased since", count: await population.erased(period) },
      ],
      {
        name: "entries person.added and person.changed in the period",
        count: (told.get("person.added") ?? 0) + (told.get("person.changed") ?? 0),
      },
    ),
    reconciled("people with a seat of their own at the end of the period", [part(ON_ROSTER), part(ACCESS_ONLY)], {
      name: "people with a seat of their own, as kept beside the log",
      count: await accounts.countSeated(end, asOf),
    }),
  ];
}
