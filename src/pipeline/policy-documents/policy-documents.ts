import type { InstallationId } from "../../domain/ids.ts";
import { announcePolicies } from "./announce.ts";
import type { PolicyDocumentDeps } from "./deps.ts";
import { issueTrainingPolicy } from "./issue.ts";
import { createPolicyOffice } from "./office.ts";
import type { PolicyDocuments } from "./port.ts";
import { createPolicyReading } from "./reading.ts";

export function createPolicyDocuments(deps: PolicyDocumentDeps): PolicyDocuments {
  return { ...createPolicyReading(deps), ...createPolicyOffice(deps) };
}

/** What is kept of the written policies after a look at the organisation's file: cheap where nothing changed. */
export type KeepPolicyDocuments = (installation: InstallationId) => Promise<void>;

export function createPolicyKeeper(deps: PolicyDocumentDeps): KeepPolicyDocuments {
  return async (id) => {
    const installation = await deps.stores.installations.find(id);
    if (!installation || installation.deletedAt || installation.suspendedAt) return;
    await issueTrainingPolicy(installation, deps);
    await announcePolicies(installation, deps);
  };
}
