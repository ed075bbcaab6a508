import type { PersonId } from "../domain/ids.ts";
import type { Installation } from "../domain/installation.ts";
import { type Among, judgedPeople, type StandingDeps } from "./admin/people-standing.ts";

/** Somebody, and the layers that are asked of them. */
export interface LayersAsked {
  readonly person: PersonId;
  readonly layers: readonly string[];
}

const EVERYWHERE: Among = { isMeant: ({ inBoundary }) => inBoundary, least: "read" };
const A_PAGE = 500;

/**
 * Everybody with access to a repository inside the boundary, by id: so many at a time, however many there are. A dozen
 * queries for each of these pages.
 */
export async function* pagesOfLayersAsked(
  installation: Installation,
  deps: StandingDeps,
  pageSize = A_PAGE,
): AsyncGenerator<readonly LayersAsked[]> {
  for (let after: PersonId | null = null; ; ) {
    const people: readonly PersonId[] = await deps.stores.apiClients.listPeople(installation.orgId, {
      after,
      limit: pageSize,
    });
    if (people.length > 0) yield await layersAskedOf(installation, people, deps);
    after = people.at(-1) ?? null;
    if (people.length < pageSize) return;
  }
}

/** Of these people alone; whoever has no access is left out. */
export async function layersAskedOf(
  installation: Installation,
  people: readonly PersonId[],
  deps: StandingDeps,
): Promise<readonly LayersAsked[]> {
  const judged = await judgedPeople(installation, deps, EVERYWHERE, people);
  return judged.map(({ person, layers }) => ({ person, layers: layers.map(({ layer }) => layer) }));
}
