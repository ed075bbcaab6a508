import type { PaceStore } from "../../domain/stores/github-state.ts";
import type { Db, Tx } from "../client.ts";

export function createPaceStore(db: Db | Tx): PaceStore {
  return {
    async takeMoment(installation, spacingMs) {
      const rows = await db.$queryRaw<{ inMs: number }[]>`
        INSERT INTO write_pace AS pace (installation_id, free_at)
        VALUES (${BigInt(installation)}, clock_timestamp() + make_interval(secs => ${spacingMs / 1000}::float))
        ON CONFLICT (installation_id) DO UPDATE
          SET free_at = greatest(pace.free_at, clock_timestamp()) + make_interval(secs => ${spacingMs / 1000}::float)
        RETURNING extract(epoch FROM free_at - clock_timestamp())::float * 1000 AS "inMs"`;
      // Less than a millisecond is what the column leaves of the present moment.
      return Math.max(0, Math.floor((rows[0]?.inMs ?? spacingMs) - spacingMs));
    },
  };
}
