import type { Clock } from "../../domain/clock.ts";
import type { DeliveryRecord } from "../../domain/stores/github-state.ts";
import type { FileJob, Transact, TxStores } from "../../domain/stores/index.ts";
import { type Subject, subjectKey } from "../../domain/subject.ts";
import type { Entries } from "../entries.ts";
import type { Delivery } from "./delivery.ts";
import { storeChanges, storeNews } from "./store-delivery.ts";

export interface Inbox {
  /**
   * Stores the delivery with the jobs that it causes, in one transaction, and answers when that is committed. A known
   * id changes nothing, unless none of its jobs waits or ended well: then they are filed again. Throws if the database
   * does not take it; then GitHub lists the delivery as failed, and it comes back.
   */
  accept(delivery: Delivery): Promise<void>;
}

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** As many as one transaction takes; what is beyond waits for the next. */
const GROUP = 100;

/**
 * Commits in groups: what arrives while one transaction runs is written together by the next. One transaction for
 * each delivery spends nearly all of its time waiting for the disk.
 */
export function createInbox(deps: { transact: Transact; entries: Entries; clock: Clock }): Inbox {
  let waiting: Waiting[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP);
      waiting = waiting.slice(GROUP);
      await settle(group, (deliveries) => storeAll(deliveries, deps));
    }
    running = false;
  }

  return {
    accept(delivery) {
      return new Promise((resolve, reject) => {
        waiting.push({ delivery, resolve, reject });
        if (!running) void drain();
      });
    },
  };
}

/**
 * One delivery that the database refuses must not fail its neighbours: then each is stored by itself. All at once, since
 * a database that answers nobody would keep the last one waiting for as long as all of them together.
 */
async function settle(
  group: readonly Waiting[],
  store: (deliveries: readonly Delivery[]) => Promise<void>,
): Promise<void> {
  try {
    await store(group.map(({ delivery }) => delivery));
    for (const { resolve } of group) resolve();
  } catch (error) {
    if (group.length === 1) for (const { reject } of group) reject(error);
    else await Promise.all(group.map((one) => settle([one], store)));
  }
}

async function storeAll(
  deliveries: readonly Delivery[],
  { transact, entries, clock }: { transact: Transact; entries: Entries; clock: Clock },
): Promise<void> {
  const unique = [...new Map(deliveries.map((delivery) => [delivery.received.id, delivery])).values()];
  await transact(async (stores) => {
    const fresh = await stores.deliveries.insert(unique.map(toRecord));
    const known = unique.filter(({ received }) => !fresh.has(received.id));
    const news = unique.filter(({ received }) => fresh.has(received.id));
    await storeNews(stores, news, { at: clock(), entries });
    for (const delivery of news) await storeChanges(stores, delivery, entries);
    await stores.jobs.file([...news.flatMap(jobsOf), ...(await jobsAgain(stores, known))]);
  });
}

function jobsOf({ jobs = [] }: Delivery): readonly FileJob[] {
  return jobs;
}

function toRecord(delivery: Delivery): DeliveryRecord {
  const { received, installation } = delivery;
  const subjects = jobsOf(delivery).map(({ subject }) => ({ queue: subject.kind, key: subjectKey(subject) }));
  return { ...received, installationId: installation?.id ?? null, subjects };
}

/** A delivery that comes again after its work failed is worked again; the answers to the others stand. */
async function jobsAgain(stores: TxStores, known: readonly Delivery[]): Promise<readonly FileJob[]> {
  if (known.length === 0) return [];
  const records = await stores.deliveries.find(known.map(({ received }) => received.id));
  const since = new Map(records.map(({ id, receivedAt }) => [id, receivedAt]));
  const again: FileJob[] = [];
  for (const delivery of known) {
    for (const job of jobsOf(delivery)) {
      const { subject } = job satisfies { subject: Subject };
      const first = since.get(delivery.received.id) ?? delivery.received.receivedAt;
      if (!(await stores.jobs.hasLiveOrDone(subject.kind, subjectKey(subject), first))) again.push(job);
    }
  }
  return again;
}
