import type { AccessGateDeps } from "./deps.ts";
import type { GatheredAccess } from "./gather-access.ts";
import { endHold } from "./settle.ts";

/** GitHub has no such account any more: nothing waits for it, and nothing that was about to be written was or will be. */
export async function endAllOf(gathered: GatheredAccess, deps: AccessGateDeps): Promise<void> {
  const at = deps.clock();
  const unfinished = gathered.effects.filter(({ doneAt }) => doneAt === null);
  if (unfinished.length > 0)
    await deps.transact(async (stores) => {
      for (const { id } of unfinished) await stores.accessEffects.finish(id, at, "gone");
    });
  for (const { id } of gathered.holds) await endHold(id, "dropped", gathered, deps);
}
