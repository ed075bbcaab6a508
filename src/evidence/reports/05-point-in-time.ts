import { UNKNOWN } from "../../domain/access.ts";
import { type AccessPart, type AccessSources, accessParts } from "../access/access-parts.ts";
import { type AskingAt, readAsking } from "../access/asking-at.ts";
import { heldBy, wayOf } from "../access/held.ts";
import { type OrganisationAt, organisationAt } from "../access/organisation-at.ts";
import { type Looked, nobodysRow, POINT_COLUMNS, personAccessRow } from "../access/point-rows.ts";
import { readRecords } from "../access/records.ts";
import { trainedAt } from "../access/training-at.ts";
import { type PersonAt, personAt } from "../access/ways.ts";
import { inChunks } from "../batches.ts";
import * as clause from "../clauses.ts";
import { createTally, reconciled } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";

/** Which point in time, as of which knowledge; null: the end of the period, and all that is known. */
export interface PointAsked {
  readonly at: Date | null;
  readonly knownAt: Date | null;
  /** One person, by their random id. */
  readonly person?: string | null;
  /** One repository, and what holds for all of them. */
  readonly repository?: number | null;
}

export const NOW_AND_ALL: PointAsked = { at: null, knownAt: null };

const BATCH = 25;

export function pointInTimeReport(sources: AccessSources, asked: PointAsked = NOW_AND_ALL): Report {
  const tally = createTally();
  return {
    id: "R-05",
    name: "point-in-time",
    title: "Access at a point in time",
    question: "Who had access to what at that time, by which way, and were they trained for it?",
    clauses: [clause.SOC_CC6_2, clause.NIST_AT_3, clause.SAMM_3],
    columns: POINT_COLUMNS,
    status: "trained_as_of",
    query: QUERY,
    parameters: (period) => {
      const { at, knownAt } = pointOf(asked, period, sources.asOf);
      return { at: at.toISOString(), known_at: knownAt.toISOString() };
    },
    rows: (period) => pointRows(pointOf(asked, period, sources.asOf), asked, sources, tally),
    async reconcile(period) {
      const { at, knownAt } = pointOf(asked, period, sources.asOf);
      const parts = [...tally.counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, count }));
      const count = await sources.accounts.countSeated(at, knownAt);
      const total = { name: "people with a seat of their own, as kept beside the log", count };
      return [
        reconciled("people with a seat of their own, as the log tells, by the worst of their rows", parts, total),
      ];
    },
  };
}

const QUERY =
  "Every entry access.snapshot and access.observed that was recorded up to known_at, with persons joined as " +
  "identity.linked tells. Of each key (kind, account, team, repository, external id) the newest up to at holds, where it " +
  "is present; what was found by a look counts from that look on. A person has what their teams (and those above), their " +
  "own seats, the base permission and organisation roles give; one row for each repository that one of these names, and " +
  "one row * for what holds for all of them. Pending invitations are no access, and those to a single repository are not " +
  "read; nor which repositories an App has that was given some, nor people's own keys and tokens, which open no more than " +
  "these people may. Training: completion.recorded, " +
  "attestation.signed, waiver.granted and waiver.revoked up to at, by the policy and the courses then in force " +
  "(policy.activated, course.published), job roles as the roster then had them, and team names, which the log does not have, " +
  "as they then were. By person_key and repository_id; then " +
  "what is nobody's own.";

interface Point {
  readonly at: Date;
  readonly knownAt: Date;
}

/** The last instant of the period, and none that is still to come. */
export function pointOf({ at, knownAt }: PointAsked, { to }: Period, asOf: Date): Point {
  const last = new Date(to.getTime() - 1);
  const earlier = (one: Date) => (one < asOf ? one : asOf);
  return { at: earlier(at ?? last), knownAt: earlier(knownAt ?? asOf) };
}

type Tally = ReturnType<typeof createTally>;

async function* pointRows(point: Point, asked: PointAsked, sources: AccessSources, tally: Tally): AsyncIterable<Row> {
  tally.clear();
  const { entries } = sources;
  const askingAt = await readAsking(sources);
  const erased = await readErased(entries);
  let common: OrganisationAt | null = null;
  const slugs = await sources.teams.slugs();
  for await (const part of accessParts(entries, { knownAt: point.knownAt, person: asked.person ?? null, slugs })) {
    const organisation = organisationAt(part.history, point.at.getTime());
    const recordOf = await readRecords(sources, part.asked);
    const making = { part, organisation, point, asked, tally, recordOf, askingAt, erased };
    common = organisation;
    const people = [...part.history.people.keys()].sort();
    for (const some of inChunks(people, BATCH)) yield* await rowsOf(some, making, sources);
  }
  if (common && (asked.person ?? null) === null) yield* await nobodysRows(common, { point, asked }, sources);
}

async function readErased(entries: AccessSources["entries"]): Promise<ReadonlySet<string>> {
  const erased = new Set<string>();
  for await (const { entry } of entries.of(["subject.erased"])) erased.add(entry.subject);
  return erased;
}

interface Making {
  readonly part: AccessPart;
  readonly recordOf: Awaited<ReturnType<typeof readRecords>>;
  readonly askingAt: AskingAt;
  readonly erased: ReadonlySet<string>;
  readonly organisation: OrganisationAt;
  readonly point: Point;
  readonly asked: PointAsked;
  readonly tally: Tally;
}

async function rowsOf(people: readonly string[], making: Making, sources: AccessSources): Promise<readonly Row[]> {
  const { part, organisation, point } = making;
  const standing = people.flatMap((person) => {
    const at = personAt(part.history.people.get(person) ?? [], organisation);
    return at.hasSeat ? [{ person, at, held: heldBy(at.ways) }] : [];
  });
  const ids = standing.flatMap(({ held }) => held.flatMap(({ repository }) => repository ?? []));
  const looked = await look(
    standing.map(({ person }) => person),
    ids,
    { point },
    sources,
  );
  return standing.flatMap((one) => personRows(one, looked, making));
}

async function look(
  people: readonly string[],
  repositories: readonly number[],
  { point: { at, knownAt } }: Pick<Making, "point">,
  sources: AccessSources,
): Promise<Looked> {
  return {
    people: await sources.people.find(people),
    roster: await sources.roster.factsAt(people, at < knownAt ? at : knownAt),
    accounts: await sources.accounts.of(people),
    names: await sources.repositories.names(repositories),
    asOf: at.toISOString(),
    knownAsOf: knownAt.toISOString(),
  };
}

const ORDER = ["no", "unknown", "grace", "waived", "yes", "not-required"];

function personRows(
  { person, at, held }: { readonly person: string; readonly at: PersonAt; readonly held: ReturnType<typeof heldBy> },
  looked: Looked,
  { recordOf, askingAt, organisation, asked, tally, erased }: Making,
): readonly Row[] {
  const asking = askingAt(organisation.instant);
  const machines = asking.policy === null || asking.policy === "none" ? [] : asking.policy.access.machines;
  const accounts = looked.accounts.get(person) ?? [];
  // Somebody's second account that is a machine does not make one of them.
  const isMachine = accounts.length > 0 && accounts.every((account) => machines.some(({ id }) => id === account));
  const judge = isMachine
    ? () => ({ state: "not-required", required: [], missing: [] }) as const
    : trainedAt(asking, { record: recordOf(person), roster: looked.roster.get(person), teams: at.teams });
  const rows = held.map((one) => {
    const name = one.repository === null ? undefined : looked.names.get(one.repository);
    const repository = name?.slice(name.indexOf("/") + 1) ?? null;
    return { person, held: one, trained: judge({ repository, role: one.role }), isMachine };
  });
  // Of who was erased nothing is kept beside the log.
  const worst = ORDER.find((state) => rows.some(({ trained }) => trained.state === state));
  if (!erased.has(person)) tally.add(worst ?? "no access by it");
  return rows
    .filter(({ held: { repository } }) => isMeant(repository, asked))
    .map((one) => personAccessRow(one, looked));
}

/** Access to all repositories is access to this one. */
function isMeant(repository: number | null, asked: PointAsked): boolean {
  const wanted = asked.repository ?? null;
  return wanted === null || repository === null || repository === wanted;
}

async function nobodysRows(
  organisation: OrganisationAt,
  making: Pick<Making, "point" | "asked">,
  sources: AccessSources,
): Promise<readonly Row[]> {
  const machines = organisation.machines.flatMap(({ seat: { kind, repository, external }, spell }) => {
    const way = wayOf(repository, spell.role ?? "read", kind === "deploy-key" ? "deploy_key" : "app", [spell]);
    const isOnSome = kind === "app-on-some";
    // Of Apps that are not shown one row is enough.
    if (isOnSome && spell.role === UNKNOWN) return [];
    return heldBy([way]).map((held) => ({ held, external: external ?? "", isOnSome }));
  });
  const open = organisation.openRepositories.flatMap(({ repository, spell }) => {
    const way = wayOf(repository, "read", spell.role === "internal" ? "internal" : "public", [spell]);
    return heldBy([way]).map((held) => ({ held, external: null, isOnSome: false }));
  });
  const all = [...machines, ...open]
    .filter(({ held: { repository } }) => isMeant(repository, making.asked))
    .sort((a, b) => order(a).localeCompare(order(b), "en"));
  const ids = all.flatMap(({ held: { repository } }) => repository ?? []);
  const looked = await look([], ids, making, sources);
  return all.map(({ held, external, isOnSome }) => ({
    ...nobodysRow(held, external, looked),
    ...(isOnSome && { repository: "some" }),
  }));
}

function order({
  held,
  external,
}: {
  readonly held: { readonly repository: number | null };
  readonly external: string | null;
}) {
  return `${String(held.repository ?? 0).padStart(16, "0")} ${external ?? ""}`;
}
