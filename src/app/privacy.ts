import { randomBytes } from "node:crypto";
import type { Config } from "../config.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { createErasing } from "../pipeline/erase/erase-person.ts";
import type { Erasing } from "../pipeline/erase/port.ts";
import { createInForce } from "../pipeline/policy/in-force.ts";
import { createRoles } from "../pipeline/policy/roles.ts";
import { entriesOf, onRecords, openRecords } from "./records.ts";
import type { Deps } from "./storage.ts";

/** What is done about somebody's records, without a server or beside one. */
export interface PrivacyDesk extends Erasing {
  readonly stores: OutsideStores;
  close(): Promise<void>;
}

export async function openPrivacy(config: Config, deps: Deps): Promise<PrivacyDesk> {
  return onRecords(await openRecords(config, deps), async ({ storage, clock, close }) => {
    const { stores, transact } = storage;
    const policies = { inForce: createInForce(stores) };
    const erasing = createErasing({
      stores,
      transact,
      entries: await entriesOf(storage, deps.version),
      policies,
      roles: createRoles({ stores, policies, clock }),
      clock,
      newSalt: () => randomBytes(32),
    });
    return { ...erasing, stores, close };
  });
}
