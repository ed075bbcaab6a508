import { z } from "zod";
import { orgId, personId } from "../../domain/ids.ts";
import { ROSTER_KINDS, ROSTER_SOURCES, type RosterRecord } from "../../domain/roster.ts";
import type { CurrentMember, LinkedBy, RosterMember } from "../../domain/stores/roster.ts";
import { Prisma } from "../generated/client.ts";
import { toNumber } from "../rows.ts";

const Source = z.enum(ROSTER_SOURCES);
const LinkedByColumn = z.enum(["login", "account", "email", "saml", "roster", "admin", "nobody"]).nullable();
const nullableText = z.string().nullable();

/** As it is kept of a line that waits, and as it is put together from the columns of a version. */
export const StoredRecord: z.ZodType<RosterRecord> = z.object({
  key: z.string(),
  name: z.string(),
  email: nullableText,
  githubLogin: nullableText,
  githubId: z.number().int().nullable(),
  kind: z.enum(ROSTER_KINDS),
  role: nullableText,
  department: nullableText,
  manager: nullableText,
  company: nullableText,
  startsOn: nullableText,
  endsOn: nullableText,
});

export interface MemberRow {
  readonly id: string;
  readonly orgId: bigint;
  readonly source: string;
  readonly key: string;
  readonly personId: string;
  readonly linkedBy: string | null;
  readonly endedAt: Date | null;
}

export interface CurrentRow extends MemberRow {
  readonly record: unknown;
  readonly recordSha256: string;
}

/** Of `roster_member AS member`. */
export const MEMBER_COLUMNS = Prisma.sql`
  member.id::text AS id, member.org_id AS "orgId", member.source, member.key, member.person_id::text AS "personId",
  member.linked_by AS "linkedBy", member.ended_at AS "endedAt"`;

/** What `roster_version AS version` of `member` says, as one value. */
export const RECORD = Prisma.sql`
  jsonb_build_object(
    'key', member.key, 'name', version.name, 'email', version.email, 'githubLogin', version.github_login,
    'githubId', version.github_id, 'kind', version.kind, 'role', version.role, 'department', version.department,
    'manager', version.manager, 'company', version.company,
    'startsOn', to_char(version.starts_on, 'YYYY-MM-DD'), 'endsOn', to_char(version.ends_on, 'YYYY-MM-DD'))`;

export const CURRENT_COLUMNS = Prisma.sql`
  ${MEMBER_COLUMNS}, ${RECORD} AS record, version.record_sha256 AS "recordSha256"`;

export function toMember(row: MemberRow): RosterMember {
  return {
    id: row.id,
    orgId: orgId(toNumber(row.orgId)),
    source: toSource(row.source),
    key: row.key,
    person: personId(row.personId),
    linkedBy: toLinkedBy(row.linkedBy),
    endedAt: row.endedAt,
  };
}

export function toCurrent(row: CurrentRow): CurrentMember {
  return { ...toMember(row), record: StoredRecord.parse(row.record), recordSha256: row.recordSha256 };
}

export function toSource(source: string): RosterMember["source"] {
  return Source.parse(source);
}

export function toLinkedBy(linkedBy: string | null): LinkedBy | null {
  return LinkedByColumn.parse(linkedBy);
}
