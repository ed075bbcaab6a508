import { randomBytes, randomUUID } from "node:crypto";
import type { Config } from "../config.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { createHookSender } from "../hook-sender.ts";
import { loadSessionKey } from "../keys.ts";
import { createApiClients } from "../pipeline/eligibility/clients.ts";
import type { ApiClients } from "../pipeline/eligibility/port.ts";
import { createHooks, type HookOfficeDeps } from "../pipeline/hooks/hooks.ts";
import type { Hooks } from "../pipeline/hooks/port.ts";
import { createInForce } from "../pipeline/policy/in-force.ts";
import { createRoles } from "../pipeline/policy/roles.ts";
import { entriesOf, onRecords, openRecords } from "./records.ts";
import type { Deps } from "./storage.ts";

const TOKEN_BYTES = 32;

/** What the command line works with: the clients that may ask, and where they are told; with or without a server beside it. */
export interface ClientOffice extends ApiClients {
  readonly hooks: Hooks;
  readonly stores: OutsideStores;
  close(): Promise<void>;
}

export async function openClients(config: Config, deps: Deps): Promise<ClientOffice> {
  return onRecords(await openRecords(config, deps), async ({ storage, clock, close }) => {
    const { stores, transact } = storage;
    const policies = { inForce: createInForce(stores) };
    const joined: HookOfficeDeps = {
      stores,
      transact,
      entries: await entriesOf(storage, deps.version),
      roles: createRoles({ stores, policies, clock }),
      clock,
      newId: randomUUID,
      newToken: () => randomBytes(TOKEN_BYTES).toString("base64url"),
      policies,
      sender: createHookSender(deps),
      hookKey: () => loadSessionKey(config.keys),
    };
    return { ...createApiClients(joined), hooks: createHooks(joined), stores, close };
  });
}
