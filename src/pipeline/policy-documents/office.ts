import type { OrgId } from "../../domain/ids.ts";
import type { ListedPolicy } from "../../programme/listed/listed.ts";
import { namesOf } from "../exceptions/people.ts";
import { approveTrainingPolicy } from "./approve.ts";
import { audienceOf } from "./audience.ts";
import { installationOf, type PolicyDocumentDeps } from "./deps.ts";
import { listedIn } from "./list.ts";
import type { ListedFigures, PolicyOffice } from "./port.ts";

/** Versions and figures, for administrators and auditors. */
export function createPolicyOffice(deps: PolicyDocumentDeps): PolicyOffice {
  const { trainingPolicies, acknowledgements } = deps.stores;
  return {
    async overview(org) {
      const versions = await trainingPolicies.list(org);
      const nameOf = await namesOf(
        versions.map(({ approvedBy }) => approvedBy),
        deps.stores,
      );
      return {
        versions: versions.map((version) => ({ ...version, approver: nameOf(version.approvedBy) })),
        listed: await figuresOf(org, await listedIn(org, deps), deps),
      };
    },
    async readers(org, policyId, query) {
      const policy = (await listedIn(org, deps)).find((one) => one.policyId === policyId);
      const installation = await installationOf(org, deps);
      if (!policy || !installation) return null;
      const audience = await audienceOf(policy.meantFor, installation, deps);
      const { rows, total } = await acknowledgements.readers(org, policy, audience, query);
      const pages = Math.max(1, Math.ceil(total / query.limit));
      return { policy, readers: { rows, total, page: query.page, pages }, sentence: sentenceOf(policy, deps) };
    },
    version: (org, version) => (version === null ? trainingPolicies.latest(org) : trainingPolicies.find(org, version)),
    approve: (by, org, approval) => approveTrainingPolicy(by, org, approval, deps),
  };
}

function sentenceOf(policy: ListedPolicy, { baseUrl }: PolicyDocumentDeps): string {
  const { title, url, acknowledge } = policy;
  const accept = acknowledge ? ` and accept it with your name (${baseUrl}/policies, sign in with GitHub)` : "";
  return `Hello, our policy “${title}” concerns you, and its wording is new. Please read it (${url})${accept}.`;
}

async function figuresOf(
  org: OrgId,
  listed: readonly ListedPolicy[],
  deps: PolicyDocumentDeps,
): Promise<readonly ListedFigures[]> {
  const installation = await installationOf(org, deps);
  if (!installation) return [];
  const figures: ListedFigures[] = [];
  for (const policy of listed) {
    const audience = await audienceOf(policy.meantFor, installation, deps);
    figures.push({ policy, ...(await deps.stores.acknowledgements.count(org, policy, audience)) });
  }
  return figures;
}
