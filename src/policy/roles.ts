import type { Holders, Policy } from "./policy.ts";

/** An account as roles see it: what the organisation says of it, and nothing else. */
export interface Holder {
  readonly account: number;
  /** Slugs of teams. */
  readonly teams: readonly string[];
  readonly isOwner: boolean;
}

export interface HeldRoles {
  readonly admin: boolean;
  /** May approve what somebody else asked for. */
  readonly approver: boolean;
  /** May read what administrators read, and change nothing. */
  readonly auditor: boolean;
}

/**
 * Which roles of the policy somebody holds on a day (`YYYY-MM-DD`, UTC; an auditor's `until` is the last one). Where
 * nobody is named, the organisation's owners are its admins, and the admins approve waivers.
 */
export function rolesIn({ roles, waivers }: Policy, holder: Holder, today: string): HeldRoles {
  const admin = isNamed(roles.admin) ? isAmong(roles.admin, holder) : holder.isOwner;
  const { auditor } = roles;
  return {
    admin,
    approver: isNamed(waivers.approvers) ? isAmong(waivers.approvers, holder) : admin,
    auditor: auditor !== undefined && today <= auditor.until && isAmong(auditor, holder),
  };
}

function isNamed({ accounts = [], teams = [] }: Holders): boolean {
  return accounts.length + teams.length > 0;
}

/** Slugs are compared as everywhere in a policy: GitHub's names differ in more than case. */
function isAmong({ accounts = [], teams = [] }: Holders, holder: Holder): boolean {
  const held = holder.teams.map((team) => team.toLowerCase());
  return accounts.includes(holder.account) || teams.some((team) => held.includes(team.toLowerCase()));
}
