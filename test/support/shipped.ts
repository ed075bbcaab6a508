import { join } from "node:path";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import type { Mapping } from "../../src/training/mapping/mapping.ts";

export interface Shipped {
  readonly curriculum: Curriculum;
  readonly mapping: Mapping;
}

export const SHIPPED = join(import.meta.dirname, "../../content");

let shipped: Promise<Shipped> | undefined;

/** What is shipped in `content/`, read once for all who only read it: that takes as long as many a test. */
export function shippedContent(): Promise<Shipped> {
  shipped ??= load();
  return shipped;
}

export async function shippedCurriculum(): Promise<Curriculum> {
  return (await shippedContent()).curriculum;
}

async function load(): Promise<Shipped> {
  const loaded = await loadCurriculum({ folders: [SHIPPED] });
  if (!loaded.ok) throw new Error(`The content has problems:\n${JSON.stringify(loaded.problems, null, 2)}`);
  return loaded;
}
