import { createHash } from "node:crypto";
import type { Installation } from "../domain/installation.ts";
import type { Pack } from "../evidence/pack.ts";
import type { PointAsked } from "../evidence/reports/05-point-in-time.ts";
import type { DraftOf, Entries } from "../pipeline/entries.ts";
import {
  type EvidenceReading,
  type PackAsked,
  type PackMade,
  type ReadingParts,
  readEvidence,
} from "./evidence-reading.ts";
import type { SampleAsked } from "./evidence-sample.ts";

export interface EvidenceParts extends ReadingParts {
  readonly entries: Entries;
  /** By which way exports are asked for here. */
  readonly by: "cli" | "ui";
  /** Signs what is there now, as far as that is not refused. */
  readonly sign: () => Promise<void>;
}

export type ExportAsked = Omit<PackAsked, "finish"> & {
  readonly installation: Installation;
  readonly point?: PointAsked;
};
export type DrawAsked = Omit<SampleAsked, "finish"> & { readonly installation: Installation };

/**
 * Signs, then reads everything as of one snapshot while the files are made. The entry `export.created` is written when the
 * last one was read: what was not taken away whole is no export. Whoever stops early leaves nothing open.
 */
export function exportEvidence({ installation, point, ...asked }: ExportAsked, parts: EvidenceParts): Pack {
  return take(
    { installation, by: asked.by, ...(point && { point }) },
    (reading, finish) => reading.pack({ ...asked, finish }),
    parts,
  );
}

/** As `exportEvidence`, of some rows of one report. */
export function drawEvidence({ installation, ...asked }: DrawAsked, parts: EvidenceParts): Pack {
  return take({ installation, by: asked.by }, (reading, finish) => reading.sample({ ...asked, finish }), parts);
}

async function* take(
  { point, ...who }: Pick<ExportAsked, "installation" | "by" | "point">,
  make: (reading: EvidenceReading, finish: NonNullable<PackAsked["finish"]>) => Promise<PackMade>,
  parts: EvidenceParts,
): Pack {
  await parts.sign();
  const reading = await readEvidence(who.installation, parts, point);
  try {
    const { files } = await make(reading, (made, sums) => recordExport({ ...who, made, sums }, parts));
    yield* files;
  } finally {
    await reading.close();
  }
}

interface Taken extends Pick<ExportAsked, "installation" | "by"> {
  readonly made: Omit<PackMade, "files">;
  readonly sums: string;
}

async function recordExport(
  { installation, by, made: { head, reports }, sums }: Taken,
  { storage, clock, entries, by: kind }: EvidenceParts,
): Promise<void> {
  const { log, period } = head;
  await storage.transact(async (stores) => {
    await entries.append<DraftOf<"export.created">>(stores, clock(), {
      type: "export.created",
      org: installation.orgId,
      actor: by ? { kind: "user", id: by.person } : { kind: "app" },
      source: { kind },
      export_id: head.exportId,
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      reports: reports.map(({ id }) => id),
      sums_sha256: createHash("sha256").update(sums, "utf8").digest("hex"),
      ...(log && { log: { epoch: log.epoch, size: log.size } }),
      ...(by && { created_by: await entries.subjectOf(stores, by.person) }),
    });
  });
}
