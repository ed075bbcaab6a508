import type { OrgId } from "../../domain/ids.ts";
import type { PullRequest } from "../../domain/pull-request.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";

/** An open pull request of the organisation by its name, as last seen; GitHub's names ignore case. */
export async function findPull(
  { org, repository, number }: { readonly org: OrgId; readonly repository: string; readonly number: number },
  { installations, repositories, pulls }: Pick<OutsideStores, "installations" | "repositories" | "pulls">,
): Promise<PullRequest | null> {
  const installation = (await installations.listActive()).find(({ orgId }) => orgId === org);
  if (!installation) return null;
  const wanted = repository.trim().toLowerCase();
  const all = await repositories.listOf(installation.id);
  const found = all.find(({ owner, name }) => `${owner}/${name}`.toLowerCase() === wanted);
  const pull = found ? await pulls.find(found.id, number) : null;
  return pull?.state === "open" ? pull : null;
}
