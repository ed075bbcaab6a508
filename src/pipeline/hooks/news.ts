import type { AccountId } from "../../domain/ids.ts";
import type { HookMessage, HookTold } from "../../domain/stores/hooks.ts";

export const NEVER_TOLD: HookTold = { accounts: [], changesAt: null, message: null, givenUpAt: null };

/**
 * What is to be told, given what was. A message whose end nobody knows is told again, under its id, as long as it is true;
 * where it is not any more, what is true is told even if it was once: the hook may have taken that message.
 */
export function newsOf(
  told: HookTold,
  accounts: readonly AccountId[],
  { at, newId }: { readonly at: Date; readonly newId: () => string },
): HookMessage | null {
  if (told.message && isSame(told.message.accounts, accounts)) return told.message;
  if (told.message === null && isSame(told.accounts, accounts)) return null;
  return { id: newId(), accounts, since: at };
}

/** Both in the order of their ids. */
function isSame(one: readonly AccountId[], other: readonly AccountId[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
