import type { OrgId } from "../../domain/ids.ts";
import type { Recipient } from "../../domain/stores/awareness.ts";
import type { Audience } from "../../programme/awareness/newsletter.ts";
import type { LayersAsked } from "../layers-asked.ts";
import type { AwarenessDeps } from "./deps.ts";

export interface AudienceDeps extends Pick<AwarenessDeps, "stores"> {
  /** Everybody with access to a repository inside the boundary, with the layers that are asked of them: so many at a time. */
  readonly layersAsked: (org: OrgId) => AsyncIterable<readonly LayersAsked[]>;
}

const A_PAGE = 500;

/**
 * Whom it is for now. Everyone: all whom the roster names, and all who have access; layers: those of whom one of them is
 * asked; roles: those to whom the roster gives one of them.
 */
export async function findAudience(org: OrgId, audience: Audience, deps: AudienceDeps): Promise<readonly Recipient[]> {
  if (audience.kind === "roles") return onRoster(org, deps, audience.roles);
  const found: Recipient[] = audience.kind === "everyone" ? [...(await onRoster(org, deps))] : [];
  const known = new Set(found.map(({ person }) => person));
  const isMeant = ({ person, layers }: LayersAsked) =>
    audience.kind === "layers" ? layers.some((layer) => audience.layers.includes(layer)) : !known.has(person);
  for await (const page of deps.layersAsked(org)) {
    const people = page.filter(isMeant).map(({ person }) => person);
    if (people.length > 0) found.push(...(await deps.stores.awareness.recipients(org, people)));
  }
  return found;
}

async function onRoster(
  org: OrgId,
  { stores }: AudienceDeps,
  roles?: readonly string[],
): Promise<readonly Recipient[]> {
  const found: Recipient[] = [];
  for (;;) {
    const last = found.at(-1)?.person;
    const page = await stores.awareness.audience(org, {
      limit: A_PAGE,
      ...(roles && { roles: roles.map((role) => role.toLowerCase()) }),
      ...(last !== undefined && { after: last }),
    });
    found.push(...page);
    if (page.length < A_PAGE) return found;
  }
}
