import { describe, expect, it } from "vitest";
import type { Transact } from "../../../src/domain/stores/index.ts";
import { createInbox } from "../../../src/pipeline/deliveries/accept.ts";
import type { Delivery } from "../../../src/pipeline/deliveries/delivery.ts";
import type { Entries } from "../../../src/pipeline/entries.ts";

/** Transactions that end when the test says so. */
function heldTransactions() {
  const open: { resolve: (value: never) => void; reject: (error: Error) => void }[] = [];
  const transact: Transact = () => new Promise((resolve, reject) => open.push({ resolve, reject }));
  return {
    transact,
    open,
    async end(how: "commit" | "fail") {
      for (const { resolve, reject } of open.splice(0)) {
        if (how === "fail") reject(new Error("the database does not answer"));
        else resolve(undefined as never);
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function aDelivery(id: string): Delivery {
  const receivedAt = new Date(0);
  return { received: { id, event: "ping", action: null, bodySha256: "", bodyBytes: 2, receivedAt } };
}

describe("what arrives while a transaction runs", () => {
  async function waitingGroup() {
    const held = heldTransactions();
    const inbox = createInbox({ transact: held.transact, entries: {} as Entries, clock: () => new Date(0) });
    const outcomes = ["first", "second", "third", "fourth"].map((id) =>
      inbox.accept(aDelivery(id)).then(
        () => "stored",
        (error: Error) => error.message,
      ),
    );
    await held.end("commit");
    return { ...held, outcomes };
  }

  it("is written together by the next", async () => {
    const { open, end, outcomes } = await waitingGroup();
    expect(open).toHaveLength(1);

    await end("commit");

    expect(await Promise.all(outcomes)).toEqual(["stored", "stored", "stored", "stored"]);
  });

  it("is tried one by one where together it failed, and nobody waits for the others", async () => {
    const { open, end, outcomes } = await waitingGroup();

    await end("fail");
    expect(open).toHaveLength(3);
    await end("fail");

    const refused = "the database does not answer";
    expect(await Promise.all(outcomes)).toEqual(["stored", refused, refused, refused]);
  });
});
