import type { Config } from "../config.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { loadFiles } from "../files.ts";
import { loadCheckpointKeys } from "../keys.ts";
import { curriculumOf } from "../pipeline/courses/courses-in-force.ts";
import { createInForce } from "../pipeline/policy/in-force.ts";
import type { Reviews } from "../pipeline/reviews/port.ts";
import { createReviews } from "../pipeline/reviews/reviews.ts";
import { entriesOf, instanceIdOf, onRecords, openRecords } from "./records.ts";
import { reviewsOn } from "./reviews.ts";
import { signingKeysOf } from "./signing.ts";
import type { Deps } from "./storage.ts";

/** What the command line reads of reviews. */
export interface ReviewDesk extends Pick<Reviews, "overview" | "read"> {
  readonly stores: OutsideStores;
  close(): Promise<void>;
}

export async function openReviewDesk(config: Config, deps: Deps): Promise<ReviewDesk> {
  const files = await loadFiles(config);
  const keys = signingKeysOf(await loadCheckpointKeys(config.keys));
  return onRecords(await openRecords(config, deps), async ({ storage, clock, close }) => {
    const { stores, transact } = storage;
    const reading = { storage, clock, files, keys, instance: await instanceIdOf(stores), version: deps.version };
    const joined = reviewsOn(
      {
        ...{ stores, transact, clock, version: deps.version, entries: await entriesOf(storage, deps.version) },
        policies: { inForce: createInForce(stores) },
        curriculum: async () => curriculumOf(await stores.courses.listInForce(), files.content),
      },
      reading,
    );
    const { overview, read } = createReviews(joined);
    return { stores, overview, read, close };
  });
}
