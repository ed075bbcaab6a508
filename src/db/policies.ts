import type { PolicyStore, StoredPolicy } from "../domain/stores/verdicts.ts";
import type { Db, Tx } from "./client.ts";
import type { OrganisationPolicyModel, PolicyVersionModel } from "./generated/models.ts";
import { toJson } from "./rows.ts";

type PolicyInForce = NonNullable<Awaited<ReturnType<PolicyStore["inForce"]>>>;

export function createPolicyStore(db: Db | Tx): PolicyStore {
  return {
    /** A digest names one policy, so a version that is known stays as it is. */
    async save({ digest, policy, sources }, at) {
      const data = { digest, policy: toJson(policy), sources: toJson(sources), createdAt: at };
      await db.policyVersion.createMany({ data: [data], skipDuplicates: true });
    },
    async find(digest) {
      const row = await db.policyVersion.findUnique({ where: { digest } });
      return row && toPolicy(row);
    },
    async inForce(org) {
      const row = await db.organisationPolicy.findUnique({ where: { accountId: BigInt(org) } });
      return row && toPolicyInForce(row);
    },
    async putInForce(org, { digest, text, problem, readAt }) {
      const accountId = BigInt(org);
      const state = { digest, text, problem, readAt };
      await db.organisationPolicy.upsert({ where: { accountId }, create: { accountId, ...state }, update: state });
    },
  };
}

function toPolicy({ digest, policy, sources }: PolicyVersionModel): StoredPolicy {
  return { digest, policy, sources };
}

function toPolicyInForce({ digest, text, problem, readAt }: OrganisationPolicyModel): PolicyInForce {
  return { digest, text, problem, readAt };
}
