import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { Recipient } from "../../domain/stores/awareness.ts";
import type { Audience } from "../../programme/awareness/newsletter.ts";
import { type AwarenessDeps, pagesOf } from "./deps.ts";

export interface AudienceDeps extends Pick<AwarenessDeps, "stores"> {
  /** Everybody with access to a repository inside the boundary, with the layers that are asked of them. */
  readonly standing: (
    org: OrgId,
  ) => Promise<readonly { readonly person: PersonId; readonly layers: readonly string[] }[]>;
}

const A_PAGE = 500;

/**
 * Whom it is for now. Everyone: all whom the roster names, and all who have access; layers: those of whom one of them is
 * asked; roles: those to whom the roster gives one of them.
 */
export async function findAudience(org: OrgId, audience: Audience, deps: AudienceDeps): Promise<readonly Recipient[]> {
  if (audience.kind === "roles") return onRoster(org, deps, audience.roles);
  const standing = await deps.standing(org);
  if (audience.kind === "layers") {
    const meant = standing.filter(({ layers }) => layers.some((layer) => audience.layers.includes(layer)));
    return withAddresses(org, meant, deps);
  }
  const named = await onRoster(org, deps);
  const known = new Set(named.map(({ person }) => person));
  const others = standing.filter(({ person }) => !known.has(person));
  return [...named, ...(await withAddresses(org, others, deps))];
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

async function withAddresses(
  org: OrgId,
  people: readonly { readonly person: PersonId }[],
  { stores }: AudienceDeps,
): Promise<readonly Recipient[]> {
  const found: Recipient[] = [];
  for (const page of pagesOf(people.map(({ person }) => person)))
    found.push(...(await stores.awareness.recipients(org, page)));
  return found;
}
