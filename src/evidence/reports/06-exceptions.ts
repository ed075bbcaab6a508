import { inBatches } from "../batches.ts";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow, NO_ENTRY } from "../entry-columns.ts";
import { breakGlassExceptions } from "../exceptions/break-glass.ts";
import type { Exception, ExceptionSources } from "../exceptions/exception.ts";
import { landingExceptions } from "../exceptions/landings.ts";
import { reviewExceptions } from "../exceptions/reviews.ts";
import { githubOnlyExceptions, scopeExceptions, untrainedExceptions } from "../exceptions/standing.ts";
import { turnExceptions } from "../exceptions/turns.ts";
import { unmanagedExceptions } from "../exceptions/unmanaged.ts";
import { unreachedExceptions } from "../exceptions/unreached.ts";
import { findPeople, PERSON_COLUMNS, type People, personRow, shownAs } from "../person-columns.ts";
import type { Period, Report, Row } from "../report.ts";

const BATCH = 100;
const HOUR_MS = 3_600_000;

export function exceptionsReport(sources: ExceptionSources): Report {
  const kinds = [
    landingExceptions(sources),
    breakGlassExceptions(sources),
    turnExceptions(sources),
    scopeExceptions(sources),
    untrainedExceptions(sources),
    unmanagedExceptions(sources),
    unreachedExceptions(sources),
    reviewExceptions(sources),
    githubOnlyExceptions(sources),
  ];
  async function* rows(period: Period): AsyncIterable<Row> {
    for (const kind of kinds) {
      for await (const found of inBatches(kind.find(period), BATCH)) yield* await rowsOf(found, sources);
    }
  }
  return {
    id: "R-06",
    name: "exceptions",
    title: "Exceptions",
    question: "Where was the gate passed, weakened or not there, for how long, why, and who answers for it?",
    clauses: [clause.SOC_CC1_4, clause.SOC_CC6_2, clause.NIST_AT_3, clause.SAMM_3],
    columns: COLUMNS,
    status: "type",
    query:
      "In this order: entries merge.observed and push.observed of the period whose result is bypassed or not-covered; " +
      "entries break_glass.used of the period, each with its review; gate.paused until gate.resumed, and ruleset.changed " +
      "by which the rule became weaker until it was put right, where open in the period; scopes that a policy in force in " +
      "the period lets run behind the rest; people who now have write access to a repository in a blocking scope and lack " +
      "what is asked there; access.decided with a seat that is withheld and left alone in a blocking scope, until one without " +
      "it, where open in the period; entries notice.sent about a hold that reached nobody, until one did or the hold ended; " +
      "reviews of the programme (review.opened) that were not signed when they were due, until review.signed; " +
      "events that stand in GitHub's own audit log alone, where one was compared.",
    rows,
    reconcile: async (period) => {
      const all = await Promise.all(kinds.map((kind) => kind.reconcile(period)));
      return all.flat();
    },
  };
}

const COLUMNS: Report["columns"] = [
  {
    name: "type",
    means:
      "bypass: merged against the check's word. not-covered: merged while nothing required it. direct-push: onto the branch without a pull request. break-glass, gate-paused, rule-weakened, scope-behind: as the words say. untrained-access: may write now, and lacks training. unmanaged-access: lacks training, and the app leaves the access alone, as the cause says. owner-unenforceable: lacks training, and owns the organisation. hold-untold: access was held, and nobody told them. review-overdue: the review of the programme was due and not signed. github-only: only GitHub knows of it.",
  },
  { name: "state", means: "open or closed, as of the snapshot." },
  { name: "opened", means: "When it began. Absent where that is not known." },
  { name: "closed", means: "When it ended; what happened at one instant ended with it. Absent while open." },
  { name: "hours", means: "Between the two, or until the snapshot." },
  { name: "cause", means: "Why it counts, in words; with the reason that was given, where one was and it is kept." },
  ...PERSON_COLUMNS,
  { name: "owner", means: "Who answers for it, or looked at it afterwards: login, or person_key where none is known." },
  { name: "approver", means: "Who agreed to it." },
  { name: "repository", means: "The repository's name as last seen." },
  { name: "repository_id", means: "GitHub's id of it." },
  { name: "what", means: "What it concerns beside or instead of one repository." },
  { name: "decision_id", means: "The decision that it went past." },
  ...ENTRY_COLUMNS,
];

async function rowsOf(found: readonly Exception[], sources: ExceptionSources): Promise<readonly Row[]> {
  const people = await findPeople(
    sources.people,
    found.flatMap(({ person, owner, approver }) => [person, owner, approver]),
  );
  const names = await sources.repositories.names(found.flatMap(({ repositoryId }) => repositoryId ?? []));
  return found.map((one) => rowOf(one, { people, names, asOf: sources.asOf }));
}

interface Known {
  readonly people: People;
  readonly names: ReadonlyMap<number, string>;
  readonly asOf: Date;
}

function rowOf(one: Exception, { people, names, asOf }: Known): Row {
  const { opened, closed, repositoryId } = one;
  const isClosed = closed !== null && Date.parse(closed) <= asOf.getTime();
  return {
    type: one.type,
    state: isClosed ? "closed" : "open",
    opened,
    closed,
    hours:
      opened === null ? null : hoursBetween(Date.parse(opened), closed === null ? asOf.getTime() : Date.parse(closed)),
    cause: one.cause,
    ...personRow(one.person, people),
    owner: shownAs(one.owner, people),
    approver: shownAs(one.approver, people),
    repository: repositoryId === null ? null : (names.get(repositoryId) ?? null),
    repository_id: repositoryId,
    what: one.what,
    decision_id: one.decisionId,
    ...(one.leaf ? entryRow(one.leaf) : NO_ENTRY),
  };
}

/** To hundredths. */
function hoursBetween(from: number, to: number): number {
  return Math.round(((to - from) / HOUR_MS) * 100) / 100;
}
