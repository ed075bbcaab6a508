import { randomUUID } from "node:crypto";
import type { Config } from "../config.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { AuditLogFile } from "../pipeline/audit-log/read-file.ts";
import { type Reconciled, reconcileAuditLog } from "../pipeline/audit-log/reconcile.ts";
import { entriesOf, onRecords, openRecords } from "./records.ts";
import type { Deps } from "./storage.ts";

/** Where GitHub's own audit log is compared with what is known here, with or without a server beside it. */
export interface GithubLogDesk {
  readonly stores: OutsideStores;
  reconcile(
    file: AuditLogFile,
    on: { readonly installation: Installation; readonly dryRun: boolean },
  ): Promise<Reconciled>;
  close(): Promise<void>;
}

/** On the database that is there, or the embedded one. */
export async function openGithubLog(config: Config, deps: Deps): Promise<GithubLogDesk> {
  return onRecords(await openRecords(config, deps), async ({ storage, clock, close }) => {
    const { stores, transact } = storage;
    const entries = await entriesOf(storage, deps.version);
    return {
      stores,
      reconcile: (file, on) => reconcileAuditLog(file, on, { stores, transact, entries, clock, newId: randomUUID }),
      close,
    };
  });
}
