import { createServer } from "node:http";
import { withCore } from "./app/command.ts";
import { createCore, type Parts, workOf } from "./app/core.ts";
import { createHandler } from "./app/handler.ts";
import { systemClock } from "./app/records.ts";
import { sequencingOf } from "./app/sequencing.ts";
import { signerOn, startSigning } from "./app/signing.ts";
import { type Deps, openStorage } from "./app/storage.ts";
import type { ConfigWith } from "./config.ts";
import { startSequencing } from "./db/log/sequencing.ts";
import { loadFiles } from "./files.ts";
import { closeServer, listenOn } from "./http.ts";
import { loadKeys } from "./keys.ts";
import { type PlannedSeat, planAll } from "./pipeline/access/plan-all.ts";
import { sweepAll } from "./pipeline/sweep/sweep.ts";
import { drainWork } from "./queue/drain.ts";
import { handBackOrphans } from "./queue/orphans.ts";
import { startWork } from "./queue/work.ts";

export { type AwarenessDesk, openAwareness } from "./app/awareness.ts";
export { type Changes, openChanges } from "./app/changes.ts";
export { runDoctor, sendTestNotice } from "./app/doctor.ts";
export { type ClientOffice, openClients } from "./app/eligibility.ts";
export { type EvidenceDesk, openEvidence } from "./app/evidence-desk.ts";
export { type ExceptionDesk, openExceptions } from "./app/exceptions.ts";
export { type GithubLogDesk, openGithubLog } from "./app/github-log-desk.ts";
export { type LogDesk, openLog } from "./app/log-desk.ts";
export { openPolicyDesk, type PolicyDesk } from "./app/policy-documents.ts";
export { openPrivacy, type PrivacyDesk } from "./app/privacy.ts";
export { openReviewDesk, type ReviewDesk } from "./app/review-desk.ts";
export { type Setup, type SetupGiven, startSetup } from "./app/setup.ts";
export { type Deps, openStorage, type Storage } from "./app/storage.ts";
export { createGateSwitch as openGateSwitch, type GateSwitch, type Switch } from "./github/gate-switch.ts";
export type { MadeApp } from "./github/manifest-code.ts";

export interface App {
  readonly url: string;
  /** In order: no new requests, running jobs end, the log is in order, the database is left. */
  stop(): Promise<void>;
}

/** Serves: webhooks, pages, jobs, the log. Throws before it listens if anything that it needs is not sound. */
export async function startServer(config: ConfigWith<"github" | "sign-in" | "server">, deps: Deps): Promise<App> {
  const clock = deps.clock ?? systemClock;
  const files = await loadFiles(config);
  const keys = await loadKeys(config.keys);
  const storage = await openStorage(config, { ...deps, role: "server" });
  try {
    return await serve(config, { ...deps, clock, files, storage, keys });
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function serve(config: ConfigWith<"github" | "sign-in" | "server">, deps: Parts): Promise<App> {
  const { storage, clock, log } = deps;
  const core = await createCore(config, deps);
  const server = createServer(await createHandler(config, { ...deps, core }));
  const boss = await storage.queue.open();
  if (storage.aloneSince) await handBackOrphans(storage.db, boss, storage.aloneSince);
  // Before anybody can ask whether it is ready: the first sweep is on its way then.
  await startWork(boss, workOf(core, log), { transact: storage.transact, log });
  const port = await listenOn(server, config.server);
  const sequencing = startSequencing(storage.db, sequencingOf(clock), log.child({ part: "log" }));
  const signing = startSigning(await signerOn(config, deps), log.child({ part: "log" }));
  log.info({ host: config.server.host, port, version: deps.version }, "training-gate is listening");
  return {
    url: `http://${config.server.host}:${port}`,
    async stop() {
      await closeServer(server);
      await storage.queue.stop();
      await sequencing.stop();
      await signing.stop();
      await storage.close();
    },
  };
}

/** Tells what a sweep would write of access, and writes nothing. */
export function planSweep(
  config: ConfigWith<"github" | "server">,
  deps: Deps,
  tell: (seat: PlannedSeat) => void,
): Promise<void> {
  return withCore(config, deps, async ({ look }) => {
    for await (const seat of planAll(look)) tell(seat);
  });
}

/** One sweep without a server: finds what is open, and works until nothing is left to do now. */
export function runSweep(
  config: ConfigWith<"github" | "server">,
  deps: Deps,
): Promise<{ heads: number; evaluated: number }> {
  return withCore(config, deps, async (core, { db, queue }) => {
    await sweepAll(core.look);
    return drainWork(await queue.open(), workOf(core, deps.log), { db, log: deps.log });
  });
}
