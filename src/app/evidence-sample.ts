import type { Tx } from "../db/client.ts";
import { readIdentitiesOf } from "../db/evidence/identities.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { Report } from "../evidence/report.ts";
import type { SampleAsk } from "../evidence/sample.ts";
import { type SampleParts, samplePack } from "../evidence/sample-pack.ts";
import { SAMPLE_ID } from "../evidence/sample-report.ts";
import { proveInLog } from "../pipeline/auditor/prove.ts";
import { renderSampleIndex } from "../web/views/sample-index.tsx";
import type { PackAsked, PackMade, ReadingParts } from "./evidence-reading.ts";

export interface SampleAsked extends Omit<PackAsked, "reports" | "tell">, SampleAsk {
  /** Id of the report to draw from. */
  readonly report: string;
}

/** All of it is read by one snapshot: what the report says, the entries under it, and who is in them. */
export function makeSample(
  { n, seed, finish }: SampleAsked,
  { report, head, tx, stores }: { report: Report; head: PackMade["head"]; tx: Tx; stores: OutsideStores },
  { clock, files: { mapping } }: ReadingParts,
): PackMade {
  const entry: SampleParts["entry"] = async (place) => {
    const [found] = await stores.log.read({ epoch: place.epoch, from: place.seq, limit: 1 });
    return found?.seq === place.seq ? { body: found.body, proof: await proveInLog(stores, place) } : null;
  };
  const made = { head, reports: [report, { id: SAMPLE_ID }] };
  const files = samplePack({
    head,
    report,
    ask: { n, seed },
    entry,
    identities: (subjects) => readIdentitiesOf(tx, subjects),
    index: (view) => renderSampleIndex(view, mapping),
    now: clock,
    ...(finish && { finish: (sums: string) => finish(made, sums) }),
  });
  return { ...made, files };
}
