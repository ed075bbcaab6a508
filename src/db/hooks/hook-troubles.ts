import type { OrgId } from "../../domain/ids.ts";
import type { HookStore, HookTrouble } from "../../domain/stores/hooks.ts";
import type { Db, Tx } from "../client.ts";
import { toHook } from "./hook-row.ts";

interface TroubleRow {
  readonly hookId: string;
  readonly waiting: number;
  readonly givenUp: number;
  readonly since: Date;
  readonly problem: string | null;
}

export async function hookTroubles(db: Db | Tx, org: OrgId | null): Promise<readonly HookTrouble[]> {
  const rows = await db.$queryRaw<TroubleRow[]>`
    SELECT hook.id::text AS "hookId", count(*)::int AS waiting, count(told.given_up_at)::int AS "givenUp",
      min(told.message_since) AS since, (array_agg(told.problem ORDER BY told.message_since DESC)
        FILTER (WHERE told.problem IS NOT NULL))[1] AS problem
    FROM hook_told AS told
    JOIN api_hook AS hook ON hook.id = told.hook_id AND hook.revoked_at IS NULL
    JOIN api_client AS client ON client.id = hook.client_id AND client.revoked_at IS NULL
    WHERE told.message_since IS NOT NULL AND told.problem IS NOT NULL
      AND client.org_id = coalesce(${org === null ? null : BigInt(org)}::bigint, client.org_id)
    GROUP BY hook.id ORDER BY min(told.message_since), hook.id`;
  const ids = rows.map(({ hookId }) => hookId);
  const hooks = await db.apiHook.findMany({ where: { id: { in: ids } }, include: { client: true } });
  return rows.flatMap(({ hookId, ...trouble }) => {
    const row = hooks.find(({ id }) => id === hookId);
    return row ? [{ hook: toHook(row), client: row.client.name, ...trouble }] : [];
  });
}

export async function hookCounts(db: Db | Tx): ReturnType<HookStore["counts"]> {
  const rows = await db.$queryRaw<{ taken: number; waiting: number; givenUp: number }[]>`
    SELECT (SELECT coalesce(sum(taken), 0)::float FROM api_hook) AS taken,
      count(*) FILTER (WHERE told.given_up_at IS NULL)::int AS waiting, count(told.given_up_at)::int AS "givenUp"
    FROM hook_told AS told
    JOIN api_hook AS hook ON hook.id = told.hook_id AND hook.revoked_at IS NULL
    JOIN api_client AS client ON client.id = hook.client_id AND client.revoked_at IS NULL
    WHERE told.message_since IS NOT NULL`;
  return rows[0] ?? { taken: 0, waiting: 0, givenUp: 0 };
}
