import type { AccountId, PersonId } from "../../domain/ids.ts";
import { FRESH } from "../../domain/priority.ts";
import type { TxStores } from "../../domain/stores/index.ts";

type Filing = Pick<TxStores, "accessGates" | "installations" | "jobs" | "people">;

/** Looks at what these people may have, in the transaction of what changed about them. Of whom nothing is gated nothing is filed. */
export async function fileAccess(stores: Filing, people: readonly PersonId[]): Promise<void> {
  const accounts = await stores.people.accountsOfAll(people);
  await fileAccessOf(
    stores,
    accounts.map(({ id }) => id),
  );
}

async function fileAccessOf(stores: Filing, accounts: readonly AccountId[]): Promise<void> {
  const concerned = accounts.length === 0 ? [] : await stores.accessGates.concerned(accounts);
  if (concerned.length === 0) return;
  const installations = await stores.installations.listActive();
  await stores.jobs.file(
    concerned.flatMap(({ orgId, account: accountId }) =>
      installations
        .filter((installation) => installation.orgId === orgId)
        .map(({ id: installationId }) => ({
          subject: { kind: "access" as const, installationId, accountId },
          priority: FRESH,
        })),
    ),
  );
}
