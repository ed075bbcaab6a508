import type { OrgId, RepositoryId } from "../../domain/ids.ts";
import type { ExceptionDeps } from "./deps.ts";
import { namedPeople, namesOf, peopleOf, stateOf } from "./people.ts";
import type { BreakGlassView } from "./port.ts";

/** Newest first, those that nobody has reviewed before all others. */
export async function listBreakGlass(
  org: OrgId,
  { stores, clock }: Pick<ExceptionDeps, "stores" | "clock">,
): Promise<readonly BreakGlassView[]> {
  const all = await stores.breakGlass.listOf(org);
  const nameOf = await namesOf(
    all.flatMap((glass) => [glass.reviewedBy, ...peopleOf(glass)]),
    stores,
  );
  const repositories = new Map<RepositoryId, string>();
  for (const id of new Set(all.map(({ repositoryId }) => repositoryId))) {
    const found = await stores.repositories.find(id);
    repositories.set(id, found ? `${found.owner}/${found.name}` : `repository ${id}`);
  }
  const now = clock();
  const views = all.map((glass) => ({
    id: glass.id,
    org: glass.orgId,
    state: stateOf(glass, glass.endsAt, now),
    pull: `${repositories.get(glass.repositoryId)}#${glass.number}`,
    headSha: glass.headSha,
    hours: glass.hours,
    endsAt: glass.endsAt,
    reason: glass.reason,
    awaitsReview: glass.approvedAt !== null && glass.reviewedAt === null,
    reviewedBy: nameOf(glass.reviewedBy),
    reviewedAt: glass.reviewedAt,
    reviewNote: glass.reviewNote,
    ...namedPeople(glass, nameOf),
  }));
  return views.toSorted((a, b) => Number(b.awaitsReview) - Number(a.awaitsReview));
}
