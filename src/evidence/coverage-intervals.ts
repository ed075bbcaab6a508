/** What one look found of one repository. */
export interface RepositoryLook {
  readonly id: number;
  readonly name: string;
  readonly mode: "observe" | "flag" | "block";
  readonly required: boolean;
  readonly pinned: boolean;
  readonly openHeads: number;
  readonly answered: number;
  readonly bypass: readonly string[];
  /** What was wrong there, in the words of `doctor`. */
  readonly holes: readonly string[];
}

/** One look at a whole organisation. */
export interface CoverageLook {
  readonly at: Date;
  readonly repositories: readonly RepositoryLook[];
  /** What was wrong with the App as a whole, and so everywhere. */
  readonly holes: readonly string[];
  /** Digest of the report, by which the gate log knows the look. */
  readonly sha256: string;
}

export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export type CoverageStatus = "covered" | "gap" | "flagging" | "observing" | "unknown";

/** A repository that stood in one way for a time. */
export interface CoverageInterval extends Span {
  /** As at the first look that found it so. */
  readonly seen: RepositoryLook;
  readonly status: CoverageStatus;
  readonly causes: readonly string[];
  /** The look that found it so. */
  readonly look: CoverageLook;
  /** The last one that found it unchanged. */
  readonly confirmedAt: Date;
}

export interface Surroundings {
  readonly period: Span;
  /** When somebody had paused the gate. */
  readonly pauses: readonly Span[];
  /** When nothing was written to the gate log for longer than a day: no server ran, as far as is known. */
  readonly silences: readonly Span[];
}

/** There is a look each day. What was seen longer ago is not taken for what is. */
export const LOOK_HOLDS_MS = 26 * 3_600_000;

interface Standing {
  readonly seen: RepositoryLook;
  readonly look: CoverageLook;
  readonly since: Date;
  readonly confirmedAt: Date;
}

/**
 * From looks, in the order of time, how each repository stood when. An interval ends with the look that found another
 * state, since what was between nobody saw; and a day after the last look that confirmed it, if none came. One standing a
 * repository is held. Intervals come in the order in which they end, and of one end in that of the repositories' ids.
 */
export async function* coverageIntervals(
  looks: AsyncIterable<CoverageLook>,
  around: Surroundings,
): AsyncIterable<CoverageInterval> {
  const standing = new Map<number, Standing>();
  for await (const look of looks) {
    const found = new Map(look.repositories.map((seen) => [seen.id, seen]));
    for (const [id, before] of byId(standing)) {
      const now = found.get(id);
      if (now && isSame(before, { seen: now, look })) standing.set(id, { ...before, confirmedAt: look.at });
      else {
        yield* told(before, look.at, around);
        standing.delete(id);
      }
    }
    for (const [id, seen] of found)
      if (!standing.has(id)) standing.set(id, { seen, look, since: look.at, confirmedAt: look.at });
  }
  for (const [, last] of byId(standing)) yield* told(last, around.period.to, around);
}

const byId = (standing: ReadonlyMap<number, Standing>) => [...standing].sort(([a], [b]) => a - b);

/** Also where it was confirmed so late that nobody knows what was between. */
function isSame(before: Standing, now: Pick<Standing, "seen" | "look">): boolean {
  if (now.look.at.getTime() - before.confirmedAt.getTime() > LOOK_HOLDS_MS) return false;
  return faceOf(before) === faceOf(now);
}

/** What makes one state another. How many heads were open is not in it, but whether all had their answer. */
function faceOf({ seen, look }: Pick<Standing, "seen" | "look">): string {
  const { name, mode, required, pinned, bypass } = seen;
  return JSON.stringify([name, mode, required, pinned, bypass, isAnswering(seen), causesOf(seen, look)]);
}

export const isAnswering = ({ openHeads, answered }: RepositoryLook): boolean => answered >= openHeads;

function causesOf({ holes }: RepositoryLook, look: CoverageLook): readonly string[] {
  return [...new Set([...holes, ...look.holes.map((hole) => `app: ${hole}`)])].sort();
}

function* told(
  standing: Standing,
  until: Date,
  { period, pauses, silences }: Surroundings,
): Iterable<CoverageInterval> {
  const { seen, look, confirmedAt } = standing;
  const heldUntil = earlier(until, new Date(confirmedAt.getTime() + LOOK_HOLDS_MS));
  const causes = causesOf(seen, look);
  const common = { seen, look, confirmedAt };
  const status = statusOf(seen, causes);
  const held = cut({ from: standing.since, to: heldUntil }, period);
  const paused = seen.mode === "observe" ? [] : pauses;
  for (const { span, isIn } of held ? split(held, paused) : [])
    yield isIn
      ? { ...common, ...span, status: "gap", causes: [...causes, "paused"] }
      : { ...common, ...span, status, causes: status === "gap" ? causes : [] };
  const unseen = cut({ from: heldUntil, to: until }, period);
  for (const { span, isIn } of unseen ? split(unseen, silences) : [])
    yield { ...common, ...span, status: "unknown", causes: [isIn ? "no server ran" : "nobody looked"] };
}

function statusOf({ mode }: RepositoryLook, causes: readonly string[]): CoverageStatus {
  if (mode === "observe") return "observing";
  if (causes.length > 0) return "gap";
  return mode === "block" ? "covered" : "flagging";
}

function cut({ from, to }: Span, within: Span): Span | null {
  const span = { from: later(from, within.from), to: earlier(to, within.to) };
  return span.from < span.to ? span : null;
}

/** The span in pieces, each wholly in one of the others (which may overlap) or wholly out of all. */
function split(span: Span, others: readonly Span[]): readonly { readonly span: Span; readonly isIn: boolean }[] {
  const inside = others.flatMap((other) => cut(other, span) ?? []);
  const times = [span.from, span.to, ...inside.flatMap(({ from, to }) => [from, to])].map((at) => at.getTime());
  const edges = [...new Set(times)].sort((a, b) => a - b);
  return edges.slice(1).map((to, index) => {
    const piece = { from: new Date(edges[index] ?? to), to: new Date(to) };
    return { span: piece, isIn: inside.some((one) => one.from <= piece.from && one.to >= piece.to) };
  });
}

const earlier = (a: Date, b: Date) => (a < b ? a : b);
const later = (a: Date, b: Date) => (a > b ? a : b);
