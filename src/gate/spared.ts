import { majorOf } from "../training/curriculum.ts";
import type { LayerStanding } from "../training/standing.ts";
import type { CompletionFact, PersonFacts, WaiverFact } from "./facts.ts";
import type { LayerCourses } from "./required-courses.ts";

/** What a standing rests on, where that is not this organisation's own course: said wherever the standing is. */
export interface RestsOn {
  /** The waiver without which the layer would not be met. */
  readonly waived?: { readonly waiver: string; readonly until: string };
  /** Courses that were finished in another system and imported. */
  readonly imported?: readonly string[];
}

export function waiversOf(layer: string, { waivers = [] }: Pick<PersonFacts, "waivers">): readonly WaiverFact[] {
  return waivers.filter((waiver) => waiver.layer === layer);
}

/**
 * Somebody who is trained rests on no waiver, though they may hold one: it is counted as used where it made the
 * difference. Of several in force the one that lasts longest is named.
 */
export function restsOnWaiver(
  waivers: readonly WaiverFact[],
  asOf: string,
  { standing, without }: { readonly standing: LayerStanding; readonly without: LayerStanding },
): RestsOn {
  if (standing.state !== "met" || without.state === "met") return {};
  const now = Date.parse(asOf);
  const inForce = waivers.filter(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until));
  const [longest] = inForce.toSorted((a, b) => Date.parse(b.until) - Date.parse(a.until));
  return longest ? { waived: { waiver: longest.waiver, until: longest.until } } : {};
}

/** Of each course that the layer asks for, the newest completion that counts decides how it was met. */
export function restsOnImports({ courses, following }: LayerCourses, completions: readonly CompletionFact[]): RestsOn {
  if (!completions.some(({ method }) => method === "import")) return {};
  const imported = [...courses, ...following].filter(({ id, version }) => {
    const counting = completions.filter(
      (done) => done.course === id && done.attestedAt !== null && majorOf(done.version) >= majorOf(version),
    );
    const [newest] = counting.toSorted((a, b) => Date.parse(b.completedAt) - Date.parse(a.completedAt));
    return newest?.method === "import";
  });
  return imported.length === 0 ? {} : { imported: imported.map(({ id }) => id) };
}
