import { decisionId, type OrgId } from "../../domain/ids.ts";
import type { StoredAccessDecision } from "../../domain/stores/decided.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import type { AccessDecisionModel } from "../generated/models.ts";

/**
 * Of which decisions on access the log has an entry, while their facts are kept: an account that is nobody's, such as a
 * bot's, is decided on too, and the log says nothing of it.
 */
export const IS_LOGGED = Prisma.sql`facts #>> '{account,person}' IS NOT NULL`;

interface Old {
  readonly org: OrgId;
  readonly before: Date;
  readonly limit: number;
}

/** The decision that stands for an account is kept, however old. */
function oldDecisions({ org, before, limit }: Old, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT old.id FROM access_decision AS old
    WHERE old.org_id = ${BigInt(org)} AND old.decided_at < ${before} AND old.facts IS NOT NULL AND ${which} AND EXISTS (
      SELECT FROM access_decision AS later
      WHERE later.org_id = old.org_id AND later.account_id = old.account_id
        AND later.seq > old.seq)
    ORDER BY old.seq LIMIT ${limit}`;
}

/** What it rested on goes; that it was made stays. */
export function eraseOldAccessFacts(db: Db | Tx, old: Old): Promise<number> {
  return db.$executeRaw`
    UPDATE access_decision SET facts = NULL, tree = NULL WHERE id IN (${oldDecisions(old, IS_LOGGED)})`;
}

export function deleteOldUnlogged(db: Db | Tx, old: Old): Promise<number> {
  return db.$executeRaw`
    DELETE FROM access_decision WHERE id IN (${oldDecisions(old, Prisma.sql`NOT (${IS_LOGGED})`)})`;
}

export function toStoredAccess(row: AccessDecisionModel): StoredAccessDecision {
  const { id, verdictSha256, factsSha256, facts, tree } = row;
  return { id: decisionId(id), verdictSha256, factsSha256, facts, tree };
}
