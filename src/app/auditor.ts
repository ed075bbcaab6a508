import { createAuditReading } from "../db/audit/reading.ts";
import { GateError } from "../domain/errors.ts";
import type { OrgId } from "../domain/ids.ts";
import type { Pack } from "../evidence/pack.ts";
import type { PointAsked } from "../evidence/reports/05-point-in-time.ts";
import { vkeyOf } from "../gatelog/note.ts";
import { createAuditing } from "../pipeline/auditor/auditing.ts";
import type { Auditing } from "../pipeline/auditor/port.ts";
import { proveInLog } from "../pipeline/auditor/prove.ts";
import type { Core, Parts } from "./core.ts";
import { type EvidenceReading, type PackMade, type ReadingParts, readEvidence } from "./evidence-reading.ts";
import { instanceIdOf } from "./records.ts";
import { signingKeysOf } from "./signing.ts";

/** Each holds a connection to the database for as long as somebody reads or downloads: the gate keeps the others. */
const MOST_AT_ONCE = 4;

class AuditBusyError extends GateError {
  override readonly name = "AuditBusyError";
  override readonly remedy = "retry";
}

/** What the pages of auditors read, joined. What writes is not among what they are given. */
export async function auditingOn(deps: Parts & { readonly core: Core }): Promise<Auditing> {
  const { storage, keys, files, clock, version, core } = deps;
  const { stores, db } = storage;
  const instance = await instanceIdOf(stores);
  const parts = { storage, clock, files, keys: signingKeysOf(keys), instance, version };
  const open = limited((org, point) => openOn(org, point, parts));
  return createAuditing({
    stores,
    reading: createAuditReading(db),
    openReports: open,
    openPack: async ({ org, period }, by) =>
      (await stores.logTree.latest())
        ? readOn(org, open, (reading) => reading.pack({ period, reports: [], by }))
        : null,
    openSample: ({ org, period }, drawn, by) =>
      readOn(org, open, (reading) => reading.sample({ period, by, ...drawn })),
    prove: (place) => proveInLog(stores, place),
    vkey: (origin) => vkeyOf(origin, keys.checkpointKey),
    taught: { mapping: files.mapping, curriculum: core.courses.curriculum },
    clock,
  });
}

type Open = (org: OrgId, point?: PointAsked) => Promise<EvidenceReading>;

async function openOn(org: OrgId, point: PointAsked | undefined, parts: ReadingParts): Promise<EvidenceReading> {
  const installations = await parts.storage.stores.installations.listActive();
  const installation = installations.find(({ orgId }) => orgId === org);
  if (!installation) throw new Error(`The app is not installed on organisation ${org}`);
  return readEvidence(installation, parts, point);
}

/**
 * What is signed already: to sign, or to note in the log that somebody took it, would be to write. Opened when it is read
 * first, and closed when somebody stops reading.
 */
async function* readOn(org: OrgId, open: Open, make: (reading: EvidenceReading) => Promise<PackMade>): Pack {
  const reading = await open(org);
  try {
    yield* (await make(reading)).files;
  } finally {
    await reading.close();
  }
}

/** Whoever comes when all are taken is asked to come again: nobody waits with a page open. */
function limited(open: Open): Open {
  let taken = 0;
  return async (org, point) => {
    if (taken >= MOST_AT_ONCE) throw new AuditBusyError("Too many reports are being read at once", { org });
    taken += 1;
    let isFree = false;
    const free = () => {
      if (!isFree) taken -= 1;
      isFree = true;
    };
    try {
      const reading = await open(org, point);
      return { ...reading, close: () => reading.close().finally(free) };
    } catch (error) {
      free();
      throw error;
    }
  };
}
