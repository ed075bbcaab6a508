import type { Hole, RepositoryCoverage } from "./coverage.ts";

/** One look at one organisation, as it is stored and printed. */
export interface CoverageReport {
  readonly organisation: string;
  readonly observedAt: string;
  /** Digest of the policy that it was compared with. Absent in looks of before. */
  readonly policySha256?: string;
  readonly repositories: readonly Omit<RepositoryCoverage, "holes">[];
  readonly holes: readonly Hole[];
  /** What is no hole and worth knowing. */
  readonly notes: readonly string[];
  /** What a manager takes away. */
  readonly sentence: string;
}

export interface CoverageCounts {
  readonly repositories: number;
  readonly blocking: number;
  readonly required: number;
  readonly pinned: number;
  readonly open_heads: number;
  readonly answered: number;
  readonly holes: number;
}

export function reportCoverage(given: {
  organisation: string;
  observedAt: string;
  policySha256: string;
  repositories: readonly RepositoryCoverage[];
  organisationHoles: readonly Hole[];
  notes: readonly string[];
}): CoverageReport {
  const { organisation, observedAt, policySha256, notes } = given;
  const holes = [...given.organisationHoles, ...given.repositories.flatMap((one) => one.holes)];
  const repositories = given.repositories.map(({ holes: _, ...row }) => row);
  return {
    organisation,
    observedAt,
    policySha256,
    repositories,
    holes,
    notes,
    sentence: sentenceOf(given.repositories, holes),
  };
}

/** Repositories that are to block and have a hole, among all that are to block; then the worst of the rest. */
function sentenceOf(repositories: readonly RepositoryCoverage[], holes: readonly Hole[]): string {
  const blocking = repositories.filter(({ mode }) => mode === "block");
  const open = blocking.filter((one) => one.holes.length > 0);
  const general = holes.filter(({ repository }) => repository === null).length;
  const rest =
    general === 0 ? "" : ` ${general === 1 ? "One thing concerns" : `${general} things concern`} the App as a whole.`;
  if (holes.length === 0) {
    if (blocking.length === 0)
      return "No repository is to block yet: the gate only observes, and nothing stands in its way.";
    return `The gate is real on all ${countOf(blocking.length)} that are to block.`;
  }
  if (open.length === 0)
    return `The gate is real on ${countOf(blocking.length)}, and something needs your eyes.${rest}`;
  return `The gate is decoration on ${open.length} of ${countOf(blocking.length)}: ${reasonsOf(open)}.${rest}`;
}

const countOf = (count: number) => (count === 1 ? "1 repository" : `${count} repositories`);

const REASONS: Readonly<Partial<Record<Hole["kind"], string>>> = {
  "not-required": "the check is not required",
  "not-pinned": "anybody who may push can set the check",
  "pinned-elsewhere": "another App answers for the check",
  unanswered: "open pull requests have no answer",
  bypass: "some may merge without it",
  push: "some may push past it",
  "bypass-unreadable": "nobody can tell who may bypass it",
  "rules-unreadable": "the rules cannot be read",
};

function reasonsOf(open: readonly RepositoryCoverage[]): string {
  const kinds = open.flatMap(({ holes }) => [...new Set(holes.map(({ kind }) => kind))]);
  const counts = new Map<Hole["kind"], number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${REASONS[kind] ?? kind} on ${count}`)
    .join(", ");
}

export function countCoverage({ repositories, holes }: CoverageReport): CoverageCounts {
  const sum = (of: (one: CoverageReport["repositories"][number]) => number) =>
    repositories.reduce((total, one) => total + of(one), 0);
  return {
    repositories: repositories.length,
    blocking: sum(({ mode }) => Number(mode === "block")),
    required: sum(({ required }) => Number(required)),
    pinned: sum(({ pinned }) => Number(pinned)),
    open_heads: sum(({ openHeads }) => openHeads),
    answered: sum(({ answered }) => answered),
    holes: holes.length,
  };
}
