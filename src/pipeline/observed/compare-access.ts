import { type AccessKind, type AccessObservation, keyOf, toAccess, UNKNOWN } from "../../domain/access.ts";
import type { RepositoryId } from "../../domain/ids.ts";
import type { AccessSnapshot } from "../github-port.ts";

/** What a full look found to be otherwise than we knew. */
export interface Difference {
  readonly now: AccessObservation;
  /** What should have been there; null where nobody had looked before. */
  readonly expected: Pick<AccessObservation, "present" | "role"> | null;
}

export interface Look {
  /** When it began. */
  readonly at: Date;
  readonly recordedAt: Date;
  readonly reached: ReadonlySet<RepositoryId>;
  /** When the look before it began; null for the first. */
  readonly lastAt: Date | null;
}

/**
 * What a look tells that is not known. Of what it could not have seen it says nothing: of repositories that are not
 * reached, of kinds that GitHub does not show, of what came after it began.
 */
export function compareAccess(
  { observations, unread }: Pick<AccessSnapshot, "observations" | "unread">,
  current: readonly AccessObservation[],
  look: Look,
): readonly Difference[] {
  const known = current.filter((seen) => couldBeShown(seen, unread, look));
  const before = lookedAtBefore(current, look);
  const held = new Map(known.map((seen) => [keyOf(seen), seen]));
  const here = new Set(observations.map(keyOf));
  // A delivery told of it after the look began: that is newer than what the look saw.
  const newer = new Set(current.filter(({ observedAt }) => observedAt > look.at).map(keyOf));
  const news = observations.filter((seen) => !isSame(held.get(keyOf(seen)), seen) && !newer.has(keyOf(seen)));
  const gone = known.filter((seen) => !here.has(keyOf(seen)) && isReached(seen, look));
  return [
    ...news.map((seen) => {
      const was = held.get(keyOf(seen));
      const now = dated(seen, look, before(seen));
      // No delivery tells of a maintainer that they are one.
      const isUntold = was !== undefined && seen.kind === "team-member";
      const isDrift = before(seen) && !isUntold;
      return { now, expected: isDrift ? { present: was !== undefined, role: was?.role ?? null } : null };
    }),
    ...gone.map((seen) => ({
      now: dated({ ...seen, present: false, deliveryId: null }, look, true),
      expected: seen.role === UNKNOWN || isOurOffer(seen) ? null : { present: true, role: seen.role },
    })),
  ];
}

const ON_REPOSITORIES: readonly AccessKind[] = ["collaborator", "team-repository"];

/** Rows of before have some roles by REST's names. */
function isSame(known: AccessObservation | undefined, seen: AccessObservation): boolean {
  if (known === undefined || known.role === seen.role) return known !== undefined;
  return ON_REPOSITORIES.includes(seen.kind) && toAccess(known.role ?? "") === toAccess(seen.role ?? "");
}

/** We know it by its answer alone, without GitHub's id of it, by which looks and deliveries tell it. */
function isOurOffer({ kind, externalId }: AccessObservation): boolean {
  return kind === "invitation" && externalId === null;
}

function couldBeShown(seen: AccessObservation, unread: ReadonlySet<AccessKind>, { at }: Look): boolean {
  return (!unread.has(seen.kind) || seen.role === UNKNOWN) && seen.observedAt <= at;
}

/** Of a team GitHub may show public repositories too that the installation does not reach: that they are not is no news. */
function isReached({ repositoryId }: AccessObservation, { reached }: Look): boolean {
  return repositoryId === null || reached.has(repositoryId);
}

/**
 * Whether a look before this one would have shown it. Each tells of every repository how visible it is: one of which that
 * is not known came to us since, with the people who were in it.
 */
function lookedAtBefore(current: readonly AccessObservation[], { lastAt }: Look): (seen: AccessObservation) => boolean {
  const repositories = new Set(
    current.flatMap(({ kind, repositoryId }) => (kind === "visibility" ? (repositoryId ?? []) : [])),
  );
  const unknown = new Set(current.flatMap(({ kind, role }) => (role === UNKNOWN ? [kind] : [])));
  return ({ kind, repositoryId, role }) =>
    lastAt !== null &&
    role !== UNKNOWN &&
    !unknown.has(kind) &&
    (repositoryId === null || repositories.has(repositoryId));
}

function dated(seen: AccessObservation, { at, recordedAt, lastAt }: Look, wasLookedAt: boolean): AccessObservation {
  return {
    ...seen,
    source: wasLookedAt ? "sweep" : "baseline",
    observedAt: at,
    notBefore: wasLookedAt ? lastAt : null,
    recordedAt,
  };
}
