import { type AccessPart, type AccessSources, accessParts } from "../access/access-parts.ts";
import { type AskingAt, readAsking } from "../access/asking-at.ts";
import { type Common, indexCommon } from "../access/common.ts";
import { type FirstAccess, type FirstAsked, firstAccessOf } from "../access/first-access.ts";
import { FIRST_ACCESS_COLUMNS, firstAccessRow } from "../access/first-access-row.ts";
import { type HoldTold, readFirstHolds, readTakenBack, type Taking } from "../access/holds-told.ts";
import { organisationAt } from "../access/organisation-at.ts";
import { readRecords, type TrainingRecord } from "../access/records.ts";
import { type AccessStep, accessSteps } from "../access/steps.ts";
import { inChunks } from "../batches.ts";
import * as clause from "../clauses.ts";
import { createTally, reconciled } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";

const BATCH = 100;

export function firstAccessReport(sources: AccessSources): Report {
  const tally = createTally();
  const seated = { people: 0 };
  return {
    id: "R-03",
    name: "first-access",
    title: "Training before first access",
    question: "Was everybody who got access trained before the access existed?",
    clauses: [clause.SOC_CC6_2, clause.NIST_AT_3, clause.SAMM_3],
    columns: FIRST_ACCESS_COLUMNS,
    status: "result",
    query: QUERY,
    async *rows(period): AsyncIterable<Row> {
      tally.clear();
      seated.people = 0;
      const askingAt = await readAsking(sources);
      const slugs = await sources.teams.slugs();
      for await (const part of accessParts(sources.entries, { knownAt: sources.asOf, slugs })) {
        const index = indexCommon(part.history);
        const holds = await readFirstHolds(sources.entries, part.asked);
        const taken = await readTakenBack(sources.entries, part.asked);
        const recordOf = await readRecords(sources, part.asked);
        const making = { part, index, holds, taken, recordOf, askingAt, period, tally, seated };
        const people = [...new Set([...part.history.people.keys(), ...holds.keys()])].sort();
        for (const some of inChunks(people, BATCH)) yield* await rowsOf(some, making, sources);
      }
    },
    reconcile: async () => [
      reconciled(
        "people who ever had access, or a hold",
        [...tally.counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, count })),
        { name: "people that entries of access and holds name", count: seated.people },
      ),
    ],
  };
}

const QUERY =
  "Everybody whose first access came, or whose first hold opened, in the period, each in the one period in which it " +
  "began; as it stands at the snapshot. Access as in R-05, step by step, from access.snapshot and access.observed: " +
  "effective access to any repository, the base permission included, also where GitHub does not show it; but for reading " +
  "what is public or internal, which is open to all members. The first " +
  "access that asks for training counts (policy.activated, in force when it came), else the first one. What was found by " +
  "a look may have been there since the look before: training counts as before where it was done by then. Training from " +
  "completion.recorded, attestation.signed, waiver.granted and waiver.revoked; waiting access from hold.opened with cause " +
  "new or asked; withdrawn is what went between that and the access.revoked of the same hold. By person_key.";

interface Making {
  readonly part: AccessPart;
  readonly holds: ReadonlyMap<string, HoldTold>;
  readonly taken: ReadonlyMap<string, readonly Taking[]>;
  readonly recordOf: (person: string) => TrainingRecord;
  readonly askingAt: AskingAt;
  readonly index: Common;
  readonly period: Period;
  readonly tally: ReturnType<typeof createTally>;
  readonly seated: { people: number };
}

interface Candidate {
  readonly person: string;
  readonly steps: readonly AccessStep[];
  readonly hold: HoldTold | undefined;
  readonly began: number;
}

async function rowsOf(people: readonly string[], making: Making, sources: AccessSources): Promise<readonly Row[]> {
  const candidates = people.flatMap((person) => candidateOf(person, making));
  const chosen = candidates.filter(({ began }) => isIn(began, making.period));
  if (chosen.length === 0) return [];
  const keys = chosen.map(({ person }) => person);
  const looked = {
    people: await sources.people.find(keys),
    names: await sources.repositories.names(repositoriesOf(chosen)),
  };
  const rows: Row[] = [];
  for (const one of chosen) {
    const roster = (await sources.roster.factsAt([one.person], new Date(one.began))).get(one.person);
    const record = making.recordOf(one.person);
    const nameOf = (repository: number) => shortName(looked.names.get(repository));
    const found = firstAccessOf({
      steps: one.steps,
      person: { record, roster },
      askingAt: making.askingAt,
      nameOf,
      held: one.hold ? heldAs(one.hold, making, nameOf) : null,
      taken: making.taken.get(one.person) ?? [],
      asOf: sources.asOf.getTime(),
    });
    if (!found) continue;
    making.tally.add(found.result);
    rows.push(
      firstAccessRow({
        ...{ person: one.person, found, hold: one.hold, roster, people: looked.people },
        completionSeq: completionSeqOf(found, record),
      }),
    );
  }
  return rows;
}

/** Everybody is counted: who has a row, and who began in another period or only ever had a seat that gives nothing. */
function candidateOf(person: string, { part, holds, index, period, tally, seated }: Making): readonly Candidate[] {
  seated.people += 1;
  const seats = part.history.people.get(person) ?? [];
  const steps = seats.length === 0 ? [] : accessSteps(seats, index);
  const hold = holds.get(person);
  const first = steps.find(({ held }) => held.length > 0)?.at;
  const began = Math.min(first ?? Number.POSITIVE_INFINITY, hold?.at ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(began)) tally.add("a seat that gives no access");
  else if (!isIn(began, period)) tally.add("began outside the period");
  return Number.isFinite(began) ? [{ person, steps, hold, began }] : [];
}

function isIn(instant: number, { from, to }: Period): boolean {
  return instant >= from.getTime() && instant < to.getTime();
}

function repositoriesOf(chosen: readonly Candidate[]): readonly number[] {
  const ids = chosen.flatMap(({ steps, hold }) => [
    ...steps.flatMap(({ held }) => held.flatMap(({ repository }) => repository ?? [])),
    ...(hold?.resource.repository_id === undefined ? [] : [hold.resource.repository_id]),
  ]);
  return [...new Set(ids)];
}

const shortName = (name: string | undefined) => name?.slice(name.indexOf("/") + 1) ?? null;

/** What waits, as rules ask about it: a seat in a team is what the team may do, in every repository that it has then. */
function heldAs(
  { resource, role, at }: HoldTold,
  { index }: Making,
  nameOf: (repository: number) => string | null,
): NonNullable<FirstAsked["held"]> {
  if (resource.kind !== "team") {
    const { repository_id: id } = resource;
    const name = id === undefined ? null : nameOf(id);
    return { at, teams: [], asks: [{ repository: name, role: resource.kind === "repository" ? role : "read" }] };
  }
  const team = Number(resource.id);
  const then = organisationAt({ common: index.ofTeam(team) }, at);
  const lines = then.linesOf(team);
  const asks = lines.flatMap((line) =>
    then
      .repositoriesOf(line)
      .map(({ repository, spell }) => ({ repository: nameOf(repository), role: spell.role ?? "read" })),
  );
  return { at, asks, teams: lines.flatMap((line) => then.slugOf(line) ?? []) };
}

function completionSeqOf({ trainedFrom }: FirstAccess, { told }: TrainingRecord): number | null {
  return told.find(({ at }) => at === trainedFrom)?.seq ?? null;
}
