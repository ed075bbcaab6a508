import type { Decision } from "./decision.ts";
import {
  byPlace,
  compare,
  fullName,
  type Preview,
  type PreviewedPull,
  pullsOf,
  type TwoDecisions,
} from "./preview-data.ts";
import { peopleOf } from "./preview-people.ts";

export type { Preview, PreviewedPerson, PreviewedPull, TwoDecisions } from "./preview-data.ts";
export { blockedAtWorst } from "./preview-data.ts";

/** What is different between the decisions; `open` counts also the pull requests that nothing could be different for. */
export function previewOf(heads: readonly TwoDecisions[], open: number): Preview {
  const newlyBlocked = pullsWhere(heads, ({ before, after }) => turnsRed(before, after) && !isOpenQuestion(after));
  const newlyOpen = pullsWhere(heads, ({ before, after }) => before !== null && isBlocked(before) && !isBlocked(after));
  const undecided = pullsWhere(heads, ({ before, after }) => turnsRed(before, after) && isOpenQuestion(after));
  const ids = new Map(heads.map(({ repository }) => [fullName(repository), repository.id]));
  const count = (pulls: readonly PreviewedPull[], name: string) =>
    pulls.filter(({ repository }) => repository === name).length;
  const repositories = [...ids].map(([repository, id]) => ({
    repository,
    id,
    newlyBlocked: count(newlyBlocked, repository),
    newlyOpen: count(newlyOpen, repository),
    undecided: count(undecided, repository),
  }));
  return {
    open,
    newlyBlocked,
    newlyOpen,
    undecided,
    people: peopleOf(heads),
    repositories: repositories
      .filter((one) => one.newlyBlocked + one.newlyOpen + one.undecided > 0)
      .sort((a, b) => compare(a.repository, b.repository)),
  };
}

function turnsRed(before: Decision | null, after: Decision): boolean {
  return isBlocked(after) && !(before !== null && isBlocked(before));
}

/** As `conclusionOf` shows it: whoever requires the check does not get past it. */
function isBlocked({ mode, inBoundary, outcome }: Decision): boolean {
  return mode === "block" && inBoundary && (outcome === "withhold" || outcome === "undecided");
}

const isOpenQuestion = ({ outcome }: Decision) => outcome === "undecided";

function pullsWhere(heads: readonly TwoDecisions[], fits: (head: TwoDecisions) => boolean): readonly PreviewedPull[] {
  return heads.filter(fits).flatMap(pullsOf).sort(byPlace);
}
