import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "../../../src/db/client.ts";
import { eraseAccessDecisions } from "../../../src/db/erasure/access-decisions.ts";
import { type AccountId, accountId, decisionId, orgId, personId } from "../../../src/domain/ids.ts";
import type { Traces } from "../../../src/domain/stores/erasure.ts";
import { aNumber, aSha, at, useStores } from "../../support/stores.ts";

const org = orgId(aNumber());

describe("stored decisions on access", () => {
  const test = useStores();
  const [lea, bot] = [accountId(aNumber()), accountId(aNumber())];

  async function decided(account: AccountId, person: string | null) {
    const id = decisionId(randomUUID());
    const kept = { facts: { account: { id: account, person } }, tree: { seats: [] }, changesAt: null };
    const digests = { verdictSha256: aSha(), factsSha256: aSha() };
    await test.stores.accessGates.saveDecided({ id, orgId: org, account, ...digests, ...kept, decidedAt: at(0) });
    return id;
  }

  const erase = (traces: Traces) => inTransaction(test.db, (tx) => eraseAccessDecisions(tx, traces));

  const ids: string[] = [];
  beforeAll(async () => {
    ids.push(await decided(lea, randomUUID()), await decided(bot, null));
  });

  it("are asked for an entry of the log where they are somebody's, and not where the account is nobody's", async () => {
    const strays = await test.stores.decided.withoutEntry(100);

    expect(strays).toContain(ids[0]);
    expect(strays).not.toContain(ids[1]);
  });

  it("stand in the order in which they were made, also those of one instant", async () => {
    const account = accountId(aNumber());
    const made: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      made.push(await decided(account, randomUUID()));
      expect(await test.stores.accessGates.lastDecided(org, account)).toMatchObject({ id: made.at(-1) });
    }
  });

  it("of somebody who is erased keep nothing of theirs, and are counted with what the log tells", async () => {
    const traces: Traces = { people: [personId(randomUUID())], accounts: [lea], logins: [], emails: [], names: [] };

    const erased = await erase(traces);

    expect(erased).toEqual({
      parts: [{ place: "access_decision.facts", how: "emptied", count: 1 }],
      logged: 1,
    });
    const rows = await test.db.accessDecision.findMany({ where: { id: { in: ids } }, orderBy: { accountId: "asc" } });
    expect(rows.map(({ accountId: account, facts, tree }) => ({ account, facts, tree }))).toEqual([
      { account: BigInt(bot), facts: expect.anything(), tree: expect.anything() },
      { account: null, facts: null, tree: null },
    ]);
    expect(await test.stores.accessGates.lastDecided(org, lea)).toBeNull();
    expect(await erase(traces)).toMatchObject({ logged: 0 });
  });
});
