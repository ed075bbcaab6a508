import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccountId, accountId } from "../../../src/domain/ids.ts";
import type { HookMessage, HookTold } from "../../../src/domain/stores/hooks.ts";
import { NEVER_TOLD, newsOf } from "../../../src/pipeline/hooks/news.ts";

const MIRA = [accountId(7)];
const NOBODY: readonly AccountId[] = [];
const at = new Date("2026-11-23T12:00:00Z");
const next = { at, newId: () => "new" };

const told = (accounts: readonly AccountId[], message: Partial<HookMessage> | null = null): HookTold => ({
  ...NEVER_TOLD,
  accounts,
  message: message && { id: "old", accounts: NOBODY, since: new Date(0), ...message },
});

describe("what a hook is told of somebody", () => {
  it.each([
    ["nothing, of who was never eligible", told(NOBODY), NOBODY, null],
    ["nothing, where it knows", told(MIRA), MIRA, null],
    ["that they are current now", told(NOBODY), MIRA, "new"],
    ["that they are not any more", told(MIRA), NOBODY, "new"],
    ["that they have another account", told(MIRA), [...MIRA, accountId(8)], "new"],
    ["the same again, under its id, while it was not taken", told(NOBODY, { accounts: MIRA }), MIRA, "old"],
    ["what is true now instead of what it did not take", told(MIRA, { accounts: NOBODY }), [accountId(8)], "new"],
    ["what it knew, if it may have taken that it changed", told(MIRA, { accounts: NOBODY }), MIRA, "new"],
  ])("is %s", (_, before, accounts, id) => {
    expect(newsOf(before, accounts, next)?.id ?? null).toBe(id);
    expect(newsOf(before, accounts, next)?.accounts ?? accounts).toEqual(accounts);
  });

  it("leaves the hook with what is true, however tries end and whether or not we learn of it", () => {
    const standing = fc.constantFrom(NOBODY, MIRA);
    const end = fc.constantFrom("taken", "not reached", "taken, and the answer was lost");
    fc.assert(
      fc.property(fc.array(fc.tuple(standing, end), { maxLength: 8 }), standing, (tries, last) => {
        let kept = NEVER_TOLD;
        let known = NOBODY;
        for (const [accounts, how] of [...tries, [last, "taken"] as const]) {
          const message = newsOf(kept, accounts, next);
          if (message === null) continue;
          if (how !== "not reached") known = message.accounts;
          kept = how === "taken" ? { ...NEVER_TOLD, accounts: message.accounts } : { ...kept, message };
        }

        expect(known).toEqual(last);
      }),
    );
  });
});
