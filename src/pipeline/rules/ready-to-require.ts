import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { InstallationReader } from "../github-port.ts";

/** Of these repositories those in which, as far as we know, our run is on every open head. Costs no request. */
export async function answeredByUs(
  { id }: Installation,
  repositories: readonly Repository[],
  stores: OutsideStores,
): Promise<readonly Repository[]> {
  if (repositories.length === 0) return [];
  const open = await stores.pulls.openHeads(id);
  const verdicts = await stores.verdicts.listOpen(id);
  const shown = new Set(
    verdicts
      .filter(({ checkRunId, conclusion, creatingAt }) => checkRunId !== null && conclusion !== null && !creatingAt)
      .map(({ repositoryId, headSha }) => `${repositoryId}:${headSha}`),
  );
  const lacking = new Set(
    open.filter((head) => !shown.has(`${head.repositoryId}:${head.headSha}`)).map(({ repositoryId }) => repositoryId),
  );
  return repositories.filter((repository) => !lacking.has(repository.id));
}

/**
 * The same as GitHub has it: a head of which no delivery told is known to nobody else. Asked at the last moment before
 * the rule is written; what arrives between the two is being told to us.
 */
export async function answeredAtGitHub(
  installation: Installation,
  repositories: readonly Repository[],
  reader: Pick<InstallationReader, "listOpenHeads">,
): Promise<readonly RepositoryId[]> {
  if (repositories.length === 0) return [];
  const open = await reader.listOpenHeads(installation, repositories);
  const lacking = new Set(open.filter(({ run }) => run?.conclusion == null).map(({ pull }) => pull.repositoryId));
  return repositories.map(({ id }) => id).filter((id) => !lacking.has(id));
}
