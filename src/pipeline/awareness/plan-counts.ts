import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { IncidentReports } from "../../domain/stores/awareness.ts";
import type { ToldHeld, ToldIncidents } from "../../programme/awareness/read-counts.ts";
import { type AwarenessStores, pagesOf } from "./deps.ts";

/**
 * Lines that say the same are told apart by which of them it is in its file, so that two reports of one day are two, and
 * the file that is brought twice brings nothing.
 */
function numbered<Line extends object>(lines: readonly Line[], keyOf: (line: Line) => object) {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const said = sha256OfJson(keyOf(line));
    const nth = (seen.get(said) ?? 0) + 1;
    seen.set(said, nth);
    return { line, keySha256: sha256OfJson({ said, nth }) };
  });
}

/** By the other system's own name, where there is one. */
export async function planIncidents(
  told: readonly ToldIncidents[],
  org: OrgId,
  { awareness }: AwarenessStores,
): Promise<readonly IncidentReports[]> {
  const lines = numbered(told, (line) => (line.reference === null ? line : { reference: line.reference }));
  const known = new Set<string>();
  for (const page of pagesOf(lines)) {
    const keys = page.map(({ keySha256 }) => keySha256);
    for (const key of await awareness.knownIncidents(org, keys)) known.add(key);
  }
  return lines
    .filter(({ keySha256 }) => !known.has(keySha256))
    .map(({ line: { reference: _, ...line }, keySha256 }) => ({ ...line, keySha256 }));
}

export async function planHeld(
  told: readonly ToldHeld[],
  org: OrgId,
  { awareness }: AwarenessStores,
): Promise<readonly (ToldHeld & { readonly keySha256: string })[]> {
  const lines = numbered(told, (line) => line);
  const known = new Set<string>();
  for (const page of pagesOf(lines)) {
    const keys = page.map(({ keySha256 }) => keySha256);
    for (const { keySha256 } of await awareness.byKeys(org, keys)) known.add(keySha256);
  }
  return lines.filter(({ keySha256 }) => !known.has(keySha256)).map(({ line, keySha256 }) => ({ ...line, keySha256 }));
}
