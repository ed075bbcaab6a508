import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import { hookSubject } from "./tell-hook.ts";

/** Something about these people changed: each hook is told, if it is news. One small query where there are no hooks. */
export async function fileHooks(stores: TxStores, people: readonly PersonId[]): Promise<void> {
  const hooks = people.length === 0 ? [] : await stores.hooks.listActive(null);
  await stores.jobs.file(hooks.flatMap((hook) => people.map((person) => ({ subject: hookSubject(hook, person) }))));
}

/** Something changed, or may have, that concerns everybody in these organisations. */
export async function fileHookLooks(stores: TxStores, orgs: readonly OrgId[]): Promise<void> {
  const hooks = await stores.hooks.listActive(null);
  const told = orgs.filter((org) => hooks.some(({ orgId }) => orgId === org));
  await stores.jobs.file(told.map((org) => ({ subject: { kind: "hooks" as const, orgId: org } })));
}
