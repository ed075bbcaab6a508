import { z } from "zod";
import type { SettingStore } from "../domain/stores/verdicts.ts";
import type { Db, Tx } from "./client.ts";

export function createSettingStore(db: Db | Tx): SettingStore {
  return {
    async once(key, make) {
      const known = await db.setting.findUnique({ where: { key } });
      if (known) return toValue(known);

      // Of two that make it at once the first stays, and both read that one.
      await db.setting.createMany({ data: [{ key, value: make() }], skipDuplicates: true });
      return toValue(await db.setting.findUniqueOrThrow({ where: { key } }));
    },
  };
}

function toValue(row: { readonly value: unknown }): string {
  return z.string().parse(row.value);
}
