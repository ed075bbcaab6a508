import { orgId } from "../domain/ids.ts";
import type { RetentionStore } from "../domain/stores/retention.ts";
import { deleteOldUnlogged, eraseOldAccessFacts } from "./access/decisions.ts";
import type { Db, Tx } from "./client.ts";
import { toNumber } from "./rows.ts";

export function createRetentionStore(db: Db | Tx): RetentionStore {
  return {
    async organisations() {
      const rows = await db.organisationPolicy.findMany({
        where: { digest: { not: null } },
        orderBy: { accountId: "asc" },
      });
      return rows.map(({ accountId }) => orgId(toNumber(accountId)));
    },
    eraseFacts: (org, before, limit) => db.$executeRaw`
      UPDATE decision SET facts = NULL, tree = NULL, facts_salt = NULL, facts_digests = NULL
      WHERE id IN (
        SELECT old.id FROM decision AS old
        JOIN repository ON repository.id = old.repository_id
        JOIN installation ON installation.id = repository.installation_id AND installation.account_id = ${BigInt(org)}
        WHERE old.decided_at < ${before} AND old.facts IS NOT NULL AND NOT EXISTS (
          SELECT FROM head JOIN pull_request AS pull
            ON pull.repository_id = head.repository_id AND pull.head_sha = head.head_sha AND pull.state = 'open'
          WHERE head.decision_id = old.id)
        ORDER BY old.decided_at, old.id LIMIT ${limit})`,
    eraseAccessFacts: (org, before, limit) => eraseOldAccessFacts(db, { org, before, limit }),
    deleteUnlogged: (org, before, limit) => deleteOldUnlogged(db, { org, before, limit }),
    deleteNotices: (org, before, limit) => db.$executeRaw`
      DELETE FROM notice WHERE id IN (
        SELECT old.id FROM notice AS old
        WHERE old.org_id = ${BigInt(org)} AND old.planned_at < ${before} AND (old.settled OR old.person_id IS NULL)
          AND old.kind NOT IN ('missing', 'pre-existing') AND NOT EXISTS (
            SELECT FROM access_hold AS hold WHERE hold.ended_at IS NULL AND hold.id::text = old.about)
        ORDER BY old.planned_at, old.id LIMIT ${limit})`,
    deleteAccess: (org, before, limit) => db.$executeRaw`
      DELETE FROM access_observation WHERE id IN (
        SELECT old.id FROM access_observation AS old
        WHERE old.org_id = ${BigInt(org)} AND old.observed_at < ${before} AND EXISTS (
          SELECT FROM access_observation AS later
          WHERE later.org_id = old.org_id AND later.key = old.key AND later.observed_at < ${before}
            AND (later.observed_at, later.id) > (old.observed_at, old.id))
        ORDER BY old.observed_at, old.id LIMIT ${limit})`,
    deleteDeliveries: (org, before) =>
      org === null
        ? db.$executeRaw`
            DELETE FROM delivery WHERE received_at < ${before} AND NOT EXISTS (
              SELECT FROM installation JOIN organisation_policy AS own ON own.account_id = installation.account_id
              WHERE installation.id = delivery.installation_id AND own.digest IS NOT NULL)`
        : db.$executeRaw`
            DELETE FROM delivery WHERE received_at < ${before} AND installation_id IN (
              SELECT id FROM installation WHERE account_id = ${BigInt(org)})`,
  };
}
