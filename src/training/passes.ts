import { instantOf } from "./instant-text.ts";
import { releaseOf } from "./version.ts";

/** A course that a layer asks for, as it stands in the curriculum and the policy. Instants are ISO 8601. */
export interface RequiredCourse {
  readonly id: string;
  readonly version: string;
  readonly validForDays: number;
  /** When the course's major version came into force, where that is known: grace for an update runs from it. */
  readonly inForceSince?: string | null;
  /** When its minor version did. Where that is not known, every completion of the major version counts. */
  readonly minorSince?: string | null;
  /** When its first version did: nobody could deepen before. */
  readonly firstSince?: string | null;
}

/** One passed course of one person. Instants are ISO 8601, so that stored facts can be handed in as they are. */
export interface Completion {
  readonly course: string;
  readonly version: string;
  readonly completedAt: string;
  readonly attestedAt: string | null;
  /** A quiz on what a minor version changed: it does not prolong what it brings up to date. */
  readonly kind?: "delta";
}

/** The policy's `grace:` and `renew_from:`, in days. */
export interface Leniency {
  readonly renewFromDays: number;
  readonly renewalDays: number;
  readonly contentUpdateDays?: number;
  readonly newHireDays?: number;
  readonly deepeningDays?: number;
}

export type MissingWhy = "never" | "expired" | "superseded" | "not-attested";

/** A completion as terms look at it. Instants in ms. */
export interface Passed {
  /** See version.ts. */
  readonly release: number;
  readonly at: number;
  readonly attested: boolean;
  /** When it counted: passed, and attested. Infinity where it is not attested. */
  readonly stoodAt: number;
  readonly isDelta: boolean;
}

export const NEVER = Number.NEGATIVE_INFINITY;

/**
 * What was passed of a course at `asOf` (ms), oldest first: completions and attestations after it do not exist yet. One
 * pass without intermediate lists, since every decision asks this for everybody on a pull request.
 */
export function passesOf(course: string, completions: readonly Completion[], asOf: number): readonly Passed[] {
  const passes: Passed[] = [];
  for (const completion of completions) {
    const at = completion.course === course ? instantOf(completion.completedAt) : Number.NaN;
    if (!(at <= asOf)) continue;
    const { attestedAt, completedAt } = completion;
    const signedAt = attestedAt === completedAt ? at : toInstant(attestedAt, Number.POSITIVE_INFINITY);
    const attested = signedAt <= asOf;
    passes.push({
      release: releaseOf(completion.version),
      at,
      attested,
      stoodAt: attested ? Math.max(at, signedAt) : Number.POSITIVE_INFINITY,
      isDelta: completion.kind === "delta",
    });
  }
  return passes.length < 2 ? passes : passes.sort((a, b) => a.at - b.at);
}

export function toInstant(iso: string | null | undefined, otherwise = NEVER): number {
  const at = iso ? instantOf(iso) : Number.NaN;
  return Number.isNaN(at) ? otherwise : at;
}
