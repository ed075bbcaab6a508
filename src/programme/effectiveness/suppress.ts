import { FEWEST_TOLD } from "../../domain/awareness.ts";

export interface Group {
  readonly name: string;
  readonly people: number;
}

/**
 * Which groups of a whole may be told, where the whole is told too. None of fewer than five people; and what the whole
 * and the told groups leave over is nobody, or five people at least: else it could be found by subtraction. Where too few
 * are left over, the smallest of the others goes untold with them.
 */
export function toldGroups<G extends Group>(groups: readonly G[]): readonly G[] {
  const filled = groups.filter(({ people }) => people > 0).toSorted(bySize);
  const isSmall = ({ people }: Group) => people < FEWEST_TOLD;
  const told = filled.filter((group) => !isSmall(group));
  let untold = filled.filter(isSmall).reduce((sum, { people }) => sum + people, 0);
  while (untold > 0 && untold < FEWEST_TOLD && told.length > 0) untold += told.shift()?.people ?? 0;
  return told;
}

/** Of groups of one size always the same goes first. */
function bySize(a: Group, b: Group): number {
  return a.people - b.people || (a.name < b.name ? -1 : 1);
}
