import type { PersonId } from "../../domain/ids.ts";
import type { Words } from "./port.ts";

/** By which an issue is found again whose number we do not have. The id is ours, and names nobody outside. */
export function markerOf(person: PersonId | null): string {
  return `<!-- training-gate:${person ?? "office"} -->`;
}

/** Whoever is mentioned is told of it by GitHub. */
export function issueBody(
  { markdown }: Words,
  { login, marker }: { readonly login: string | null; readonly marker: string },
): string {
  return `${login === null ? "" : `@${login}\n\n`}${markdown}\n${marker}\n`;
}
