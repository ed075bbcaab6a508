import type { OrgId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores, TxStores } from "../../domain/stores/index.ts";
import type { Subject } from "../../domain/subject.ts";
import type { RosterDeps } from "./deps.ts";
import { endOverdue } from "./end.ts";
import type { ExternalIdentity, IdentityReader } from "./identity-reader.ts";
import { linkPeople } from "./link-people.ts";

export interface KeepRosterDeps extends Pick<RosterDeps, "transact" | "entries" | "clock"> {
  readonly stores: OutsideStores;
  readonly identities: IdentityReader;
}

/**
 * Ends those whose last day is over, and links those who can be linked by now; with `read` it then asks what the
 * organisation's identity provider tells of more. Nothing at all where no file was ever imported.
 */
export async function keepRoster(
  { installationId, read }: Extract<Subject, { kind: "roster" }>,
  deps: KeepRosterDeps,
): Promise<void> {
  const installation = await deps.stores.installations.find(installationId);
  if (!installation || installation.suspendedAt || installation.deletedAt) return;
  const { orgId, accountType } = installation;
  if (!(await deps.stores.roster.exists(orgId))) return;
  await endOverdue(orgId, deps);
  await linkPeople(orgId, deps);
  if (!read || accountType !== "Organization") return;
  await keepIdentities(orgId, await deps.identities.read(installation), deps);
  await linkPeople(orgId, deps);
}

async function keepIdentities(
  org: OrgId,
  seen: readonly ExternalIdentity[],
  { transact, clock }: KeepRosterDeps,
): Promise<void> {
  if (seen.length === 0) return;
  const at = clock();
  await transact(async (stores) => {
    await stores.people.ensure(
      seen.map(({ account }) => account),
      at,
    );
    await stores.roster.saveExternalIdentities(
      org,
      seen.map(({ account, nameId, addresses }) => ({ account: account.id, nameId, addresses })),
      at,
    );
  });
}

/** Where there is a roster: a look at it for each of these installations. */
export async function fileRoster(
  stores: TxStores,
  installations: readonly Pick<Installation, "id" | "orgId">[],
  read: boolean,
): Promise<void> {
  for (const { id, orgId } of installations) {
    if (await stores.roster.exists(orgId))
      await stores.jobs.file([{ subject: { kind: "roster", installationId: id, read } }]);
  }
}
