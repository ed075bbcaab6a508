/** A process of its own that writes to the gate log, puts it in order and signs it: started by `log-processes.test.ts`. */
import { createPrivateKey } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { inTransaction, openDb } from "../../src/db/client.ts";
import { sequence } from "../../src/db/log/sequencer.ts";
import { createStores } from "../../src/db/stores.ts";
import { placeEntry } from "../../src/gatelog/place.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { createSigner } from "../../src/pipeline/log/signer.ts";
import { quietLog } from "./scratch-postgres.ts";
import { HOST, noJobs, someDrafts } from "./signing.ts";

const { LOG_URL: url = "", LOG_KEY: pem = "", LOG_COUNT: count = "0" } = process.env;

const { db, close } = openDb({ url, log: quietLog });
const clock = () => new Date();
const entries = createEntries({ id: crypto.randomUUID(), version: "0.0.0-test" });
const signer = createSigner({
  stores: createStores(db),
  transact: (run) => inTransaction(db, (tx) => run({ ...createStores(tx), jobs: noJobs })),
  entries,
  clock,
  keys: { current: createPrivateKey(pem) },
  host: HOST,
  anchor: null,
  tellCut: () => {},
});

/** What the other process has written may still wait: whoever ends last leaves nothing. */
async function inOrder(isOver: () => boolean): Promise<void> {
  while (!isOver() || (await createStores(db).log.waiting()) > 0) {
    await sequence(db, { finish: ({ body }, place) => placeEntry(body, place), now: clock, limit: 50 });
    await signer.signNow();
    await sleep(5);
  }
}

let isOver = false;
const ordering = inOrder(() => isOver);
await Promise.all(
  someDrafts(Number(count)).map((draft) => inTransaction(db, (tx) => entries.append(createStores(tx), clock(), draft))),
);
isOver = true;
await ordering;
await signer.signNow();
await close();
