import type { OrgId } from "../../domain/ids.ts";
import type { Repository } from "../../domain/installation.ts";
import type { Policy } from "../../policy/policy.ts";
import { scopeOn } from "../policy/scope-on.ts";
import { type NewestCoverage, newestCoverage } from "./coverage-seen.ts";
import { type AdminDeps, installationOf } from "./deps.ts";
import { pageOf } from "./paged.ts";
import type { RepositoriesAsked, RepositoriesView, RepositoryRow, RepositoryShow } from "./port.ts";

interface Seen {
  readonly policy: Policy;
  readonly today: Date;
  readonly coverage: NewestCoverage | null;
  readonly heads: ReadonlyMap<number, { readonly open: number; readonly answered: number }>;
}

/** What is not tidy comes first: heads without an answer, then by name. Without a policy in force there are none. */
export async function listRepositories(
  org: OrgId,
  { page, ...asked }: RepositoriesAsked & { readonly page: number },
  deps: AdminDeps,
): Promise<RepositoriesView> {
  const coverage = await newestCoverage(org, deps.stores);
  return { ...pageOf(await findIn(org, asked, coverage, deps), page), coverage: coverage?.seen ?? null };
}

export async function findRepositories(
  org: OrgId,
  asked: RepositoriesAsked,
  deps: AdminDeps,
): Promise<readonly RepositoryRow[]> {
  return findIn(org, asked, await newestCoverage(org, deps.stores), deps);
}

async function findIn(
  org: OrgId,
  { search, show }: RepositoriesAsked,
  coverage: NewestCoverage | null,
  { stores, policies, reading, clock }: AdminDeps,
): Promise<readonly RepositoryRow[]> {
  const inForce = await policies.inForce(org);
  const all = await stores.repositories.listOf((await installationOf(org, { stores })).id);
  const heads = new Map((await reading.openHeads(org)).map((one) => [one.repositoryId as number, one]));
  const named = all.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  return named
    .flatMap((one) => (inForce ? toRow(one, { policy: inForce.policy, today: clock(), coverage, heads }) : []))
    .filter((row) => show === null || isShown(row, show))
    .toSorted((a, b) => waiting(b) - waiting(a) || a.name.localeCompare(b.name, "en"));
}

function isShown({ inBoundary, mode, holes }: RepositoryRow, show: RepositoryShow): boolean {
  if (show === "outside") return !inBoundary;
  return show === "hole" ? holes.length > 0 : inBoundary && mode === show;
}

const waiting = ({ openHeads, answered }: RepositoryRow) => openHeads - answered;

function toRow(repository: Repository, { policy, today, coverage, heads }: Seen): RepositoryRow {
  const { id, name, visibility, archived } = repository;
  const { inBoundary, mode, scope, from, until, changesOn } = scopeOn(repository, policy, today);
  const { open, answered } = heads.get(id) ?? { open: 0, answered: 0 };
  return {
    ...{ id, name, visibility, archived, inBoundary, mode },
    scope: scope === "default" ? null : scope + 1,
    from: from ?? null,
    until: until ?? null,
    changesOn: changesOn ?? null,
    required: requiredIn(coverage, id),
    holes: coverage?.holes.filter((hole) => hole.repository === name) ?? [],
    openHeads: open,
    answered,
  };
}

function requiredIn(coverage: NewestCoverage | null, id: number): RepositoryRow["required"] {
  const found = coverage?.repositories.find((one) => one.id === id);
  if (!found) return null;
  if (!found.required) return "no";
  return found.pinned ? "pinned" : "by-anybody";
}
