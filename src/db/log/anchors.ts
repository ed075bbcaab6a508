import type { AnchorStore } from "../../domain/stores/anchors.ts";
import type { Db, Tx } from "../client.ts";

export function createAnchorStore(db: Db | Tx): AnchorStore {
  return {
    async find(kind) {
      const row = await db.anchorState.findUnique({ where: { kind } });
      if (!row) return null;
      const { doneAt, told, failingSince, problem } = row;
      return { doneAt, told, failingSince, problem };
    },
    async done(kind, { at, told }) {
      const state = { doneAt: at, failingSince: null, problem: null, ...(told && { told: { ...told } }) };
      await db.anchorState.upsert({ where: { kind }, create: { kind, ...state }, update: state });
    },
    async failed(kind, { at, problem }) {
      await db.$executeRaw`
        INSERT INTO anchor_state (kind, failing_since, problem) VALUES (${kind}, ${at}, ${problem})
        ON CONFLICT (kind) DO UPDATE
        SET failing_since = coalesce(anchor_state.failing_since, excluded.failing_since), problem = excluded.problem`;
    },
  };
}
