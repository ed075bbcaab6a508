import type { OrgId } from "../../domain/ids.ts";
import type { HeldPolicy } from "../../domain/stores/staging.ts";
import type { PolicyStore, StoredPolicy } from "../../domain/stores/verdicts.ts";
import type { Db, Tx } from "../client.ts";
import type { OrganisationPolicyModel, PolicyVersionModel } from "../generated/models.ts";
import { toJson } from "../rows.ts";

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
    async stateOf(org) {
      const row = await db.organisationPolicy.findUnique({ where: { accountId: BigInt(org) } });
      return row && { inForce: toPolicyInForce(row), problem: row.problem, held: toHeld(row) };
    },
    async putInForce(org, { digest, text, problem, readAt }) {
      const before = await db.organisationPolicy.findUnique({ where: { accountId: BigInt(org) } });
      const since = before?.digest === digest ? before.inForceSince : null;
      const state = { digest, text, problem, readAt, inForceSince: since ?? readAt };
      await put(db, org, { ...state, ...NOTHING_HELD });
    },
    async refuseFirst(org, { problem, readAt }) {
      await put(db, org, { digest: null, text: null, problem, readAt, inForceSince: null, ...NOTHING_HELD });
    },
    async hold(org, { digest, text, at, newlyBlocked, open }) {
      const held = {
        heldDigest: digest,
        heldText: text,
        heldAt: at,
        heldBlocked: newlyBlocked,
        heldOpen: open,
      };
      await db.organisationPolicy.update({
        where: { accountId: BigInt(org) },
        data: { ...held, problem: null, readAt: at },
      });
    },
  };
}

function toPolicy({ digest, policy, sources }: PolicyVersionModel): StoredPolicy {
  return { digest, policy, sources };
}

const NOTHING_HELD = { heldDigest: null, heldText: null, heldAt: null, heldBlocked: null, heldOpen: null };

async function put(db: Db | Tx, org: OrgId, state: Omit<OrganisationPolicyModel, "accountId">): Promise<void> {
  const accountId = BigInt(org);
  await db.organisationPolicy.upsert({ where: { accountId }, create: { accountId, ...state }, update: state });
}

function toPolicyInForce(row: OrganisationPolicyModel): PolicyInForce | null {
  const { digest, text, problem, readAt, inForceSince } = row;
  return digest === null ? null : { digest, text, problem, readAt, since: inForceSince ?? readAt };
}

function toHeld(row: OrganisationPolicyModel): HeldPolicy | null {
  const { heldDigest: digest, heldText: text, heldAt: at, heldBlocked: newlyBlocked, heldOpen: open } = row;
  if (digest === null || at === null || newlyBlocked === null || open === null) return null;
  return { digest, text, at, newlyBlocked, open };
}
