import type { AccountId } from "../domain/ids.ts";
import type { AccountName } from "../domain/pull-request.ts";
import type { Part } from "../gate/facts.ts";

interface RollEntry {
  readonly account: AccountName;
  readonly parts: Part[];
  readonly shas: Map<"commit-author" | "co-author", string[]>;
}

/** A list of people to which each is added once, with all that they are. */
export function createRoll() {
  const roll = new Map<AccountId, RollEntry>();
  const entryOf = (account: AccountName): RollEntry => {
    const known = roll.get(account.id) ?? { account, parts: [], shas: new Map() };
    roll.set(account.id, known);
    return known;
  };
  return {
    add: (account: AccountName, part: Part) => void entryOf(account).parts.push(part),
    addCommit(account: AccountName, kind: "commit-author" | "co-author", sha: string) {
      const { shas } = entryOf(account);
      shas.set(kind, [...(shas.get(kind) ?? []), sha]);
    },
    people: () =>
      [...roll.values()]
        .map(({ account, parts, shas }) => ({
          account,
          parts: [...parts, ...[...shas].map(([kind, list]): Part => ({ kind, shas: [...new Set(list)] }))],
        }))
        .sort((a, b) => a.account.id - b.account.id),
  };
}
