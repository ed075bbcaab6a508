import type { OrgId } from "../../../domain/ids.ts";
import type { NamedPeople } from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";

export const BEHIND_CSV = [
  ...["requested_by", "requested_at", "approved_by", "approved_at", "ended_by", "ended_at", "end_reason"],
];

/** Who stands behind an exception, as columns. */
export function behindRow(people: NamedPeople) {
  const { requestedBy, requestedAt, approvedBy, approvedAt, endedBy, endedAt, endReason } = people;
  return {
    ...{ requested_by: requestedBy, requested_at: requestedAt.toISOString() },
    ...{ approved_by: approvedBy, approved_at: approvedAt?.toISOString() ?? null },
    ...{ ended_by: endedBy, ended_at: endedAt?.toISOString() ?? null, end_reason: endReason },
  };
}

/** Lists of exceptions are of every organisation in which somebody has a role. */
export function loginOf(org: OrgId, roles: readonly OrganisationRoles[]): string | null {
  return roles.find((role) => role.org === org)?.login ?? null;
}
