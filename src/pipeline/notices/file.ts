import type { InstallationId, PersonId } from "../../domain/ids.ts";
import type { TxStores } from "../../domain/stores/index.ts";

/** Asks for a look at whether these people have to be told something; in the transaction of what happened to them. */
export function fileNotices(
  { jobs }: Pick<TxStores, "jobs">,
  installationId: InstallationId,
  people: readonly PersonId[],
): Promise<void> {
  return jobs.file(people.map((personId) => ({ subject: { kind: "notice", installationId, personId } })));
}
