import type { ConfigWith } from "../config.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { Log } from "../log.ts";
import type { Terminal } from "./terminal.ts";

/** 0: fine. 1: the answer is no. 2: no answer, for wrong usage, configuration, or a failure that is told. */
export type ExitCode = 0 | 1 | 2;

/** What the commands ask of `app.ts`. */
export interface App {
  startServer(config: ConfigWith<"github" | "sign-in" | "server">, deps: AppDeps): Promise<Running>;
  openStorage(
    config: ConfigWith<"database">,
    deps: AppDeps & { readonly role: "command" },
  ): Promise<{ readonly stores: OutsideStores; close(): Promise<void> }>;
  runSweep(
    config: ConfigWith<"github" | "server">,
    deps: AppDeps,
  ): Promise<{ readonly heads: number; readonly evaluated: number }>;
}

export interface AppDeps {
  readonly log: Log;
  readonly version: string;
}

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** What every command is handed. */
export interface Cli {
  readonly terminal: Terminal;
  /** Loaded only by the commands that need it: Probot and Prisma take the better part of a second. */
  readonly app: () => Promise<App>;
}
