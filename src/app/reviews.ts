import { randomBytes, randomUUID } from "node:crypto";
import type { InstallationId, OrgId } from "../domain/ids.ts";
import { createRoles } from "../pipeline/policy/roles.ts";
import type { PolicyDocumentDeps } from "../pipeline/policy-documents/deps.ts";
import { createPolicyKeeper } from "../pipeline/policy-documents/policy-documents.ts";
import type { ReviewDeps } from "../pipeline/reviews/deps.ts";
import { createReviewKeeper } from "../pipeline/reviews/reviews.ts";
import { type ReadingParts, readEvidence } from "./evidence-reading.ts";

type Joined = Omit<ReviewDeps, "roles" | "newId" | "newSalt" | "openReports" | "mapping">;

type Keep = (installation: InstallationId) => Promise<void>;

/** What is kept of the programme after a look at the organisation's file: its written policies, then its reviews. */
export function createProgrammeKeeper(policyDocuments: PolicyDocumentDeps, reviews: ReviewDeps): Keep {
  const keepers = [createPolicyKeeper(policyDocuments), createReviewKeeper(reviews)];
  return async (installation) => {
    for (const keep of keepers) await keep(installation);
  };
}

/** Reviews count by the same reports that an auditor takes away. */
export function reviewsOn(joined: Joined, reading: ReadingParts): ReviewDeps {
  const { stores } = joined;
  return {
    ...joined,
    mapping: reading.files.mapping,
    roles: createRoles(joined),
    newId: randomUUID,
    newSalt: () => randomBytes(32),
    async openReports(org: OrgId) {
      const installation = (await stores.installations.listActive()).find(({ orgId }) => orgId === org);
      if (!installation) throw new Error(`The app is not installed on organisation ${org}`);
      return readEvidence(installation, reading);
    },
  };
}
