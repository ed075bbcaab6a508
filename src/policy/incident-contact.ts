import { DEFAULT_ORIGIN, type LayeredPolicy, type Origin } from "./layer.ts";
import { type Path, type Problem, pathText } from "./problem.ts";

/** Whether the courses can say to whom an incident is reported. */
export interface IncidentContact {
  readonly isNamed: boolean;
  /** The file that says it, or would. */
  readonly file: string;
}

/** Where the policy blocks though nobody is named: people would be kept from their work by a training without an answer. */
export function blocksWithoutContact(
  { policy, provenance }: LayeredPolicy,
  { isNamed, file }: IncidentContact,
): readonly Problem[] {
  if (isNamed) return [];
  const modes: readonly (readonly [Path, string])[] = [
    [["enforcement", "mode"], policy.mode],
    ...policy.scopes.map(({ mode }, index): [Path, string] => [["enforcement", "scopes", index, "mode"], mode]),
  ];
  return modes.flatMap(([path, mode]) => {
    if (mode !== "block") return [];
    const text = pathText(path);
    const { source, line = 1, column = 1 }: Origin = provenance.get(text) ?? DEFAULT_ORIGIN;
    const message = "blocks, and the courses cannot say to whom an incident is reported";
    return [{ source, line, column, path: text, message, remedy: `Fill in incident.contact in ${file} first` }];
  });
}
