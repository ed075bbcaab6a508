import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import { FRESH } from "../../domain/priority.ts";
import type { Hold } from "../../domain/stores/holds.ts";
import type { ExceptionDeps } from "../exceptions/deps.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, refused } from "../exceptions/port.ts";
import type { fileAsked } from "./settle-run.ts";

export type HoldsDeps = Pick<
  ExceptionDeps,
  "stores" | "transact" | "entries" | "policies" | "roles" | "clock" | "newId"
> & {
  readonly newDecisionId: () => string;
};

/** An admin, and not for themselves. */
export async function objectionTo(by: Actor, org: OrgId, concerns: readonly PersonId[], deps: HoldsDeps) {
  if (concerns.includes(by.person)) return refused("Whom it is for cannot decide it. Another admin has to", "by");
  return objectionToRole(by, org, "admin", deps.roles);
}

export async function installationOf(org: OrgId, { stores }: HoldsDeps): Promise<Installation | null> {
  return (await stores.installations.listActive()).find(({ orgId }) => orgId === org) ?? null;
}

export function fileLook(
  { jobs }: Parameters<typeof fileAsked>[0],
  { id: installationId }: Installation,
  accountId: Hold["account"],
): Promise<void> {
  return jobs.file([{ subject: { kind: "access", installationId, accountId }, priority: FRESH }]);
}
