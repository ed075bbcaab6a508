import type { OutsideStores, Stores } from "../domain/stores/index.ts";
import { createAccessStore } from "./access.ts";
import type { Db, Tx } from "./client.ts";
import { createDeliveryStore } from "./deliveries.ts";
import { createInstallationStore } from "./installations.ts";
import { createLogStore } from "./log-entries.ts";
import { createPeopleStore } from "./people.ts";
import { createPolicyStore } from "./policies.ts";
import { createPullRequestStore } from "./pull-requests.ts";
import { createRepositoryStore } from "./repositories.ts";
import { createSessionStore } from "./sessions.ts";
import { createSettingStore } from "./settings.ts";
import { createTrainingStore } from "./training.ts";
import { createVerdictStore } from "./verdicts.ts";

/** All stores on one connection pool, or, given a transaction, all inside it. */
export function createStores(tx: Tx): Stores;
export function createStores(db: Db): OutsideStores;
export function createStores(db: Db | Tx): OutsideStores {
  return {
    people: createPeopleStore(db),
    sessions: createSessionStore(db),
    installations: createInstallationStore(db),
    repositories: createRepositoryStore(db),
    pulls: createPullRequestStore(db),
    access: createAccessStore(db),
    deliveries: createDeliveryStore(db),
    verdicts: createVerdictStore(db),
    policies: createPolicyStore(db),
    // The signatures above show `append` to whoever holds a transaction, and to nobody else.
    log: createLogStore(db as Tx),
    training: createTrainingStore(db),
    settings: createSettingStore(db),
  };
}
