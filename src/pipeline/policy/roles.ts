import type { Clock } from "../../domain/clock.ts";
import type { AccountId, OrgId } from "../../domain/ids.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { type HeldRoles, rolesIn } from "../../policy/roles.ts";
import type { PolicyInForce } from "./policies.ts";

export interface RolesDeps {
  readonly stores: Pick<OutsideStores, "access" | "installations">;
  readonly policies: { inForce(org: OrgId): Promise<Pick<PolicyInForce, "policy"> | null> };
  readonly clock: Clock;
}

/** What somebody is in one organisation. */
export interface OrganisationRoles extends HeldRoles {
  readonly org: OrgId;
  readonly login: string;
}

export interface Roles {
  /** The organisations in which the account holds any role; empty for nearly everybody. */
  rolesOf(account: AccountId): Promise<readonly OrganisationRoles[]>;
  rolesInOrganisation(org: OrgId, account: AccountId): Promise<HeldRoles>;
}

const NONE: HeldRoles = { admin: false, approver: false, auditor: false };

/** By the policies in force, and by members, owners and teams as last seen. Three queries for each organisation. */
export function createRoles(deps: RolesDeps): Roles {
  const rolesInOrganisation: Roles["rolesInOrganisation"] = async (org, account) => {
    const inForce = await deps.policies.inForce(org);
    // What the organisation's file says of roles is not known yet: nobody is let in by a guess.
    if (!inForce) return NONE;
    const { isOwner, teams } = await deps.stores.access.inOrganisation(org, account);
    return rolesIn(inForce.policy, { account, teams, isOwner }, deps.clock().toISOString().slice(0, 10));
  };
  return {
    rolesInOrganisation,
    async rolesOf(account) {
      const installations = await deps.stores.installations.listActive();
      const found: OrganisationRoles[] = [];
      for (const { orgId: org, orgLogin: login } of installations) {
        const held = await rolesInOrganisation(org, account);
        if (held.admin || held.approver || held.auditor) found.push({ org, login, ...held });
      }
      return found;
    },
  };
}
