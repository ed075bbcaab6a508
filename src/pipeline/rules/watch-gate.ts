import type { Clock } from "../../domain/clock.ts";
import type { InstallationId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores, Transact, TxStores } from "../../domain/stores/index.ts";
import type { WatchedGate } from "../../domain/stores/pauses.ts";
import type { DraftOf, Entries } from "../entries.ts";
import type { GateHistory, GateHistoryReader, GateVersion } from "./gate-history-port.ts";

export interface WatchGateDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly clock: Clock;
  readonly gateHistory: GateHistoryReader;
}

/**
 * Reads off GitHub whether somebody paused the gate or let it on again since the last look, and writes who and when:
 * also what happened while no server was there. Each version of the ruleset is looked at once.
 */
export async function watchGate(installation: Installation, deps: WatchGateDeps): Promise<void> {
  const { pauses } = deps.stores;
  const history = await deps.gateHistory.readGateHistory(installation, async (id) => {
    return (await pauses.findWatched(id))?.versionId ?? null;
  });
  if (!history || history.versions.length === 0) return;
  await deps.transact((stores) => record(stores, { installation, history }, deps));
}

/** As `watchGate`, where GitHub told that a rule has changed. */
export async function watchInstallation(id: InstallationId, deps: WatchGateDeps): Promise<void> {
  const installation = await deps.stores.installations.find(id);
  if (installation && !installation.suspendedAt && !installation.deletedAt) await watchGate(installation, deps);
}

/** The first look begins the watch: what was before it is not told. */
async function record(
  stores: TxStores,
  { installation, history }: { readonly installation: Installation; readonly history: GateHistory },
  deps: WatchGateDeps,
): Promise<void> {
  const { rulesetId, versions } = history;
  let watched = await stores.pauses.lockWatched(rulesetId);
  for (const version of versions) {
    if (watched && version.id <= watched.versionId) continue;
    const isTurned = watched === null ? !version.enforced : watched.enforced !== version.enforced;
    const next: WatchedGate = {
      rulesetId,
      orgId: installation.orgId,
      versionId: version.id,
      enforced: version.enforced,
    };
    if (isTurned) await (version.enforced ? resumed : paused)(stores, { gate: next, version }, deps);
    await stores.pauses.saveWatched(next);
    watched = next;
  }
}

interface Turn {
  readonly gate: WatchedGate;
  readonly version: GateVersion;
}

async function paused(stores: TxStores, { gate, version }: Turn, deps: WatchGateDeps): Promise<void> {
  await stores.pauses.begin(gate, version.at);
  const turned = await turnedBy(stores, { gate, version }, deps);
  await deps.entries.append<DraftOf<"gate.paused">>(stores, version.at, { type: "gate.paused", ...turned });
}

async function resumed(stores: TxStores, { gate, version }: Turn, deps: WatchGateDeps): Promise<void> {
  const begunAt = await stores.pauses.end(gate, version.at);
  const turned = await turnedBy(stores, { gate, version }, deps);
  await deps.entries.append<DraftOf<"gate.resumed">>(stores, version.at, {
    type: "gate.resumed",
    ...turned,
    ...(begunAt ? { paused_seconds: Math.round((version.at.getTime() - begunAt.getTime()) / 1000) } : {}),
  });
}

async function turnedBy(stores: TxStores, { gate, version }: Turn, { entries }: WatchGateDeps) {
  const [account] = version.by === null ? [] : await stores.people.findAccounts([version.by]);
  return {
    org: gate.orgId,
    actor: { kind: "github" as const },
    source: { kind: "reconcile" as const },
    ruleset_id: gate.rulesetId,
    ...(account?.person ? { by: await entries.subjectOf(stores, account.person) } : {}),
  };
}
