import { randomUUID } from "node:crypto";
import type { ConfigWith } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import { type Files, loadFiles } from "../files.ts";
import { bareCourses, curriculumOf } from "../pipeline/courses/courses-in-force.ts";
import type { Entries } from "../pipeline/entries.ts";
import { createInForce } from "../pipeline/policy/in-force.ts";
import { createRoles } from "../pipeline/policy/roles.ts";
import type { PolicyDocumentDeps } from "../pipeline/policy-documents/deps.ts";
import { createPolicyDocuments, createPolicyKeeper } from "../pipeline/policy-documents/policy-documents.ts";
import type { PolicyOffice } from "../pipeline/policy-documents/port.ts";
import type { Curriculum } from "../training/curriculum.ts";
import { UNSAID } from "../training/organisation.ts";
import { entriesOf, onRecords, openRecords } from "./records.ts";
import type { Deps } from "./storage.ts";

interface Joined {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly clock: Clock;
  readonly policies: PolicyDocumentDeps["policies"];
  readonly files: Pick<Files, "mapping" | "organisation" | "policyTexts">;
  readonly curriculum: () => Promise<Curriculum>;
  readonly baseUrl: string;
}

export function policyDocumentsOn(joined: Joined): PolicyDocumentDeps {
  const { files, stores, policies, clock } = joined;
  return {
    ...joined,
    texts: files.policyTexts,
    mapping: files.mapping,
    organisation: files.organisation?.says ?? UNSAID,
    roles: createRoles({ stores, policies, clock }),
    newId: randomUUID,
    courses: async () => bareCourses(await stores.courses.listInForce()),
  };
}

/** What the command line works with. */
export interface PolicyDesk extends PolicyOffice {
  readonly stores: OutsideStores;
  /** Makes a version of what is enforced now, where it reads otherwise than the newest. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export async function openPolicyDesk(config: ConfigWith<"database" | "address">, deps: Deps): Promise<PolicyDesk> {
  const files = await loadFiles(config);
  return onRecords(await openRecords(config, deps), async ({ storage, clock, close }) => {
    const { stores, transact } = storage;
    const joined = policyDocumentsOn({
      ...{ stores, transact, clock, files },
      entries: await entriesOf(storage, deps.version),
      policies: { inForce: createInForce(stores) },
      curriculum: async () => curriculumOf(await stores.courses.listInForce(), files.content),
      baseUrl: config.server.baseUrl,
    });
    const keep = createPolicyKeeper(joined);
    return {
      ...createPolicyDocuments(joined),
      stores,
      async refresh() {
        for (const { id } of await stores.installations.listActive()) await keep(id);
      },
      close,
    };
  });
}
