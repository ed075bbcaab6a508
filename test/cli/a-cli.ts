import type { App, Cli } from "../../src/cli/cli.ts";
import type { Environment } from "../../src/config.ts";
import type { OutsideStores } from "../../src/domain/stores/index.ts";

export interface TestCli extends Cli {
  /** What was told, and what was complained about, line by line. */
  readonly told: string[];
  readonly complaints: string[];
  /** As the first SIGTERM does. */
  stop(): void;
}

export interface ACli {
  readonly env?: Environment;
  readonly app?: Partial<App>;
  readonly folder?: string;
  /** After so many lines the reader goes away. */
  readonly reads?: number;
}

/** A terminal that keeps what it is told. A part of the app that the test does not hand in refuses to be called. */
export function aCli({
  env = {},
  app = {},
  folder = process.cwd(),
  reads = Number.POSITIVE_INFINITY,
}: ACli = {}): TestCli {
  const told: string[] = [];
  const complaints: string[] = [];
  const { promise: stopped, resolve: stop } = withResolvers();
  const refuse = (name: string) => () => Promise.reject(new Error(`${name} was not expected to be called`));
  return {
    told,
    complaints,
    stop,
    terminal: {
      folder,
      environment: () => env,
      hasReader: () => told.length < reads,
      tell: (text) => void told.push(...text.split("\n")),
      complain: (line) => void complaints.push(...line.split("\n")),
      stopRequested: () => stopped,
    },
    app: async () => ({
      startServer: refuse("startServer"),
      openStorage: refuse("openStorage"),
      openClients: refuse("openClients"),
      openEvidence: refuse("openEvidence"),
      openExceptions: refuse("openExceptions"),
      openGithubLog: refuse("openGithubLog"),
      openLog: refuse("openLog"),
      openPolicyDesk: refuse("openPolicyDesk"),
      openReviewDesk: refuse("openReviewDesk"),
      openPrivacy: refuse("openPrivacy"),
      openAwareness: refuse("openAwareness"),
      openChanges: refuse("openChanges"),
      startSetup: refuse("startSetup"),
      openGateSwitch: () => {
        throw new Error("openGateSwitch was not expected to be called");
      },
      planSweep: refuse("planSweep"),
      runSweep: refuse("runSweep"),
      runDoctor: refuse("runDoctor"),
      sendTestNotice: refuse("sendTestNotice"),
      ...app,
    }),
  };
}

/** An app that has these stores; `closed` counts how often the storage was closed. */
export function appWith(stores: OutsideStores): {
  readonly app: Pick<App, "openStorage">;
  readonly closed: () => number;
} {
  let closed = 0;
  const close = async () => {
    closed += 1;
  };
  return { app: { openStorage: async () => ({ stores, close }) }, closed: () => closed };
}

// Promise.withResolvers is younger than the oldest Node that we run on.
function withResolvers(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}
