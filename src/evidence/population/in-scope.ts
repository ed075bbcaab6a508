import type { Policy } from "../../policy/policy.ts";

export interface InScope {
  readonly inScope: boolean;
  /** In words, for the report. */
  readonly reason: string;
}

export interface ScopeFacts {
  /** Layers that the gate asks of them now, by the access that they have. */
  readonly asked: readonly string[];
  /** Job roles, as the roster has them. */
  readonly roles: readonly string[];
  /** They had a seat of their own at some time of the period. */
  readonly hadSeat: boolean;
}

/**
 * Whether somebody is meant by the policy. Rules that ask by access are answered by the gate itself; those that ask by job
 * role alone mean people without a GitHub account too. Who had access in the period and has none now was in scope then.
 */
export function scopeOf({ asked, roles, hadSeat }: ScopeFacts, policy: Policy | null): InScope {
  if (policy === null) return { inScope: hadSeat, reason: "no policy is in force" };
  if (asked.length > 0) return { inScope: true, reason: `asked by their access: ${asked.join(", ")}` };
  const byRole = [...new Set(policy.require.flatMap((rule) => (asksRoleAlone(rule.who, roles) ? rule.layers : [])))];
  if (byRole.length > 0) return { inScope: true, reason: `asked by their role: ${byRole.toSorted().join(", ")}` };
  if (hadSeat) return { inScope: true, reason: "had access in the period; no rule asks anything of them now" };
  return { inScope: false, reason: "no rule asks anything of them, and they had no access" };
}

function asksRoleAlone(
  { role, access, opens, teams, repositories, except }: Policy["require"][number]["who"],
  roles: readonly string[],
): boolean {
  if ((role === undefined || access) ?? opens ?? teams ?? repositories) return false;
  return role.some((one) => roles.includes(one)) && !except?.role.some((one) => roles.includes(one));
}
