import { FEWEST_TOLD } from "../../domain/awareness.ts";
import type { AwarenessActivity } from "../../domain/stores/awareness.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, refused } from "../exceptions/port.ts";
import { type AwarenessDeps, type AwarenessStores, groupBy } from "./deps.ts";
import { planHeld, planIncidents } from "./plan-counts.ts";
import { planPhishing } from "./plan-phishing.ts";
import type { ActivityView, AwarenessFile, AwarenessRecords, Brought, BroughtOrNot, ToldFile } from "./port.ts";
import { recordHeld, recordIncidents } from "./record-by-form.ts";
import { readSentText } from "./sent-text.ts";
import { writeHeld, writeIncidents } from "./take-counts.ts";
import { writeCampaign } from "./take-phishing.ts";

/** All or nothing for each file: a transaction has to hold it. */
export const MOST_LINES = 50_000;
const WRITING_MS = 120_000;
/** Some decades of them. */
const IMPORTS_SHOWN = 1_000;

/** What keeps people aware, as files and forms tell it. */
export function createAwarenessRecords(deps: AwarenessDeps): AwarenessRecords {
  const { stores } = deps;
  return {
    preview: async (file, told) => (await plan(file, told, deps, stores)).brought,
    take: (by, file, told) => take(by, file, told, deps),
    recordHeld: (by, ask) => recordHeld(by, ask, deps),
    recordIncidents: (by, ask) => recordIncidents(by, ask, deps),
    list: async (query) => (await stores.awareness.list(query)).map(toView),
    imports: (org) => stores.awareness.imports(org, IMPORTS_SHOWN),
    sentText: (org, id) => readSentText(org, id, deps),
  };
}

async function take(by: Actor, file: AwarenessFile, told: ToldFile, deps: AwarenessDeps): Promise<BroughtOrNot> {
  const objection = await objectionToRole(by, file.org, "admin", deps.roles);
  if (objection) return objection;
  if (told.told.length > MOST_LINES)
    return refused(`A file brings at most ${MOST_LINES} lines, and this one ${told.told.length}. Split it`);
  const at = deps.clock();
  return deps.transact(
    async (stores) => {
      await stores.awareness.hold(file.org);
      const planned = await plan(file, told, deps, stores);
      const { brought } = planned;
      if (brought.added + brought.changed > 0) {
        const importId = deps.newId();
        await planned.write(stores, { by, at, importId });
        await recordImport(stores, { by, at, importId, file, brought }, deps);
      }
      return { ok: true, brought };
    },
    { timeoutMs: WRITING_MS },
  );
}

interface Writing {
  readonly by: Actor;
  readonly at: Date;
  readonly importId: string;
}

interface Planned {
  readonly brought: Brought;
  write(stores: Stores, writing: Writing): Promise<void>;
}

async function plan(
  file: AwarenessFile,
  read: ToldFile,
  deps: AwarenessDeps,
  stores: AwarenessStores,
): Promise<Planned> {
  const { org, source } = file;
  switch (read.kind) {
    case "phishing": {
      const plans = await planPhishing(read.told, { org, source, newSalt: deps.newSalt }, stores);
      return {
        brought: broughtBy(read, {
          added: sumOf(plans, ({ added }) => added),
          known: sumOf(plans, ({ known }) => known),
          changed: sumOf(plans, ({ results, added }) => results.length - added),
          unmatched: sumOf(plans, ({ unmatched }) => unmatched),
        }),
        async write(tx, writing) {
          for (const one of plans) await writeCampaign(tx, one, { ...writing, file }, deps);
        },
      };
    }
    case "incidents": {
      const news = await planIncidents(read.told, org, stores);
      return {
        brought: broughtBy(read, { added: news.length, known: read.told.length - news.length }),
        write: (tx, writing) => writeIncidents(tx, news, { org, ...writing }, deps),
      };
    }
    case "drills": {
      const news = await planHeld(read.told, org, stores);
      return {
        brought: broughtBy(read, { added: news.length, known: read.told.length - news.length }),
        write: (tx, writing) => writeHeld(tx, news, { org, channel: source, ...writing }, deps),
      };
    }
  }
}

function broughtBy(
  read: ToldFile,
  counts: Pick<Brought, "added" | "known"> & Partial<Pick<Brought, "changed" | "unmatched">>,
): Brought {
  const parts = [...groupBy(titlesIn(read), (title) => title)].map(([title, { length }]) => ({ title, lines: length }));
  return { kind: read.kind, changed: 0, unmatched: 0, ...counts, parts };
}

function titlesIn(read: ToldFile): readonly string[] {
  if (read.kind === "phishing") return read.told.map(({ campaign }) => campaign);
  return read.kind === "drills" ? read.told.map(({ title }) => title) : [];
}

interface Done extends Writing {
  readonly file: AwarenessFile;
  readonly brought: Brought;
}

async function recordImport(
  stores: Stores,
  { by, at, importId, file, brought }: Done,
  { entries }: Pick<AwarenessDeps, "entries">,
): Promise<void> {
  const { org, source, fileSha256, rejected } = file;
  const { kind, known, unmatched } = brought;
  const rows = brought.added + brought.changed;
  const counts = { rows, rejected, known, unmatched };
  const who = { importedBy: by.person, importedAt: at };
  await stores.awareness.addImport({ id: importId, orgId: org, kind, source, fileSha256, ...counts, ...who });
  await entries.append<DraftOf<"awareness.imported">>(stores, at, {
    type: "awareness.imported",
    org,
    ...originOf(by),
    import_id: importId,
    kind,
    file_sha256: fileSha256,
    counts,
    imported_by: await entries.subjectOf(stores, by.person),
  });
}

function toView({ salt: _, keySha256: __, recordedBy: ___, text: ____, ...activity }: AwarenessActivity): ActivityView {
  const suppressed = activity.outcomes !== null && activity.outcomes.delivered < FEWEST_TOLD;
  return { ...activity, outcomes: suppressed ? null : activity.outcomes, suppressed };
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}
