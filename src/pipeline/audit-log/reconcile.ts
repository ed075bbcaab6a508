import type { Clock } from "../../domain/clock.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Covered, DatedAccess, GithubLogFile, GithubLogSummary } from "../../domain/stores/github-log.ts";
import type { OutsideStores, Transact, TxStores } from "../../domain/stores/index.ts";
import type { DraftOf, Entries } from "../entries.ts";
import { logAccess } from "../observed/record-access.ts";
import { type AuditLogFile, checkFile, eventsIn, type Unreadable } from "./read-file.ts";
import { createTranslator } from "./translate.ts";

export interface ReconcileDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type Reconciled =
  | {
      readonly ok: true;
      /** It was compared before, and nothing was done. */
      readonly isKnown: boolean;
      readonly fileSha256: string;
      readonly covered: Covered;
      readonly summary: GithubLogSummary;
    }
  | Unreadable;

const BATCH = 200;

/**
 * Compares GitHub's own audit log, as an owner downloaded it, with what is known here. The file is read through once before
 * anything is kept of it; the same file twice changes nothing. With `dryRun` it says what would come of it.
 */
export async function reconcileAuditLog(
  file: AuditLogFile,
  { installation, dryRun }: { readonly installation: Installation; readonly dryRun: boolean },
  deps: ReconcileDeps,
): Promise<Reconciled> {
  const { orgId } = installation;
  const checked = await checkFile(file, installation);
  if (!checked.ok) return checked;
  const { fileSha256, covered, events, others } = checked;
  const before = await deps.stores.githubLogs.findSummary(orgId, fileSha256);
  if (before) {
    const { from, to, summary } = before;
    return { ok: true, isKnown: true, fileSha256, covered: { from, to }, summary };
  }

  const log = { id: deps.newId(), orgId, fileSha256 };
  await deps.transact((stores) => stores.githubLogs.begin(log));
  const drop = () => deps.transact((stores) => stores.githubLogs.drop(log));
  try {
    const known = await keepEvents(file, log, { installation, dryRun }, deps);
    const summary = await compare(log, { covered, events, known, others, dryRun }, deps);
    if (dryRun) await drop();
    return { ok: true, isKnown: false, fileSha256, covered, summary };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** Answers how many an earlier file had brought. */
async function keepEvents(
  file: AuditLogFile,
  log: GithubLogFile,
  { installation, dryRun }: { readonly installation: Installation; readonly dryRun: boolean },
  deps: ReconcileDeps,
): Promise<number> {
  const translator = await createTranslator(installation, { stores: deps.stores, learns: !dryRun });
  let known = 0;
  const keep = async (batch: Parameters<typeof translator.translate>[1]) => {
    await deps.transact(async (stores) => {
      const events = await translator.translate(stores, batch, deps.clock());
      known += events.length - (await stores.githubLogs.addPending(log, events));
    });
  };
  let batch: Parameters<typeof keep>[0][number][] = [];
  for await (const event of eventsIn(file.bytes())) {
    if (event.meaning === null) continue;
    batch.push(event);
    if (batch.length < BATCH) continue;
    await keep(batch);
    batch = [];
  }
  if (batch.length > 0) await keep(batch);
  return known;
}

interface Ready extends Pick<GithubLogSummary, "events" | "known" | "others"> {
  readonly covered: Covered;
  readonly dryRun: boolean;
}

/** Thrown so that nothing of the transaction stays. */
class DryRunDone extends Error {
  override readonly name = "DryRunDone";
}

async function compare(log: GithubLogFile, ready: Ready, deps: ReconcileDeps): Promise<GithubLogSummary> {
  const { covered, dryRun, ...read } = ready;
  let summary: GithubLogSummary = { ...read, counts: [], filled: 0 };
  try {
    await deps.transact(async (stores) => {
      const at = deps.clock();
      const { counts, dated } = await stores.githubLogs.compare(log, covered);
      summary = { ...read, counts, filled: dated.length };
      if (dryRun) throw new DryRunDone();
      await recordDated(stores, { log, dated, at }, deps);
      await stores.githubLogs.finish(log, covered, summary, at);
      await deps.entries.append<DraftOf<"github_log.reconciled">>(stores, at, {
        type: "github_log.reconciled",
        org: log.orgId,
        actor: { kind: "import" },
        source: { kind: "cli" },
        file_sha256: log.fileSha256,
        covers_from: covered.from.toISOString(),
        covers_to: covered.to.toISOString(),
        counts: [...summary.counts],
        known_events: read.known,
        other_events: Object.values(read.others).reduce((sum, count) => sum + count, 0),
      });
    });
  } catch (error) {
    if (!(error instanceof DryRunDone)) throw error;
  }
  return summary;
}

/** By its own record GitHub knows what we found late: the log tells both, and since when we know. */
async function recordDated(
  stores: TxStores,
  { log, dated, at }: { readonly log: GithubLogFile; readonly dated: readonly DatedAccess[]; readonly at: Date },
  { entries }: ReconcileDeps,
): Promise<void> {
  const source = { source: "audit-log", deliveryId: null, externalId: null, notBefore: null } as const;
  const observations = dated.map((one) => ({ ...one, ...source, orgId: log.orgId, recordedAt: at }));
  await stores.access.record(observations);
  await logAccess(stores, observations, entries);
}
