import type {
  AwarenessDesk,
  Changes,
  ClientOffice,
  EvidenceDesk,
  ExceptionDesk,
  GateSwitch,
  GithubLogDesk,
  LogDesk,
  PolicyDesk,
  PrivacyDesk,
  ReviewDesk,
  Setup,
  SetupGiven,
} from "../app.ts";
import type { Config, ConfigWith } from "../config.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { CoverageReport } from "../gate/coverage-report.ts";
import type { Log } from "../log.ts";
import type { PlannedSeat } from "../pipeline/access/plan-all.ts";
import type { TestAnswer, TestAsk } from "../pipeline/notices/send-test.ts";
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
  openAwareness(config: ConfigWith<"database">, deps: AppDeps): Promise<AwarenessDesk>;
  openChanges(config: Config, deps: AppDeps): Promise<Changes>;
  openClients(config: ConfigWith<"database">, deps: AppDeps): Promise<ClientOffice>;
  openEvidence(config: ConfigWith<"database">, deps: AppDeps): Promise<EvidenceDesk>;
  openExceptions(config: ConfigWith<"database">, deps: AppDeps): Promise<ExceptionDesk>;
  openGithubLog(config: ConfigWith<"database">, deps: AppDeps): Promise<GithubLogDesk>;
  openLog(config: ConfigWith<"database">, deps: AppDeps): Promise<LogDesk>;
  openPolicyDesk(config: ConfigWith<"database" | "address">, deps: AppDeps): Promise<PolicyDesk>;
  openPrivacy(config: ConfigWith<"database">, deps: AppDeps): Promise<PrivacyDesk>;
  openReviewDesk(config: ConfigWith<"database">, deps: AppDeps): Promise<ReviewDesk>;
  openGateSwitch(given: { readonly apiUrl: string; readonly token: string }): GateSwitch;
  startSetup(given: SetupGiven): Promise<Setup>;
  runDoctor(
    config: ConfigWith<"github" | "server">,
    deps: AppDeps,
    asked: { readonly org: string | null },
  ): Promise<readonly CoverageReport[]>;
  sendTestNotice(config: ConfigWith<"github" | "server">, deps: AppDeps, ask: TestAsk): Promise<TestAnswer>;
  planSweep(config: ConfigWith<"github" | "server">, deps: AppDeps, tell: (seat: PlannedSeat) => void): Promise<void>;
  runSweep(
    config: ConfigWith<"github" | "server">,
    deps: AppDeps,
  ): Promise<{ readonly heads: number; readonly evaluated: number }>;
}

export type {
  AwarenessDesk,
  Changes,
  ClientOffice,
  EvidenceDesk,
  ExceptionDesk,
  GateSwitch,
  GithubLogDesk,
  LogDesk,
  MadeApp,
  PolicyDesk,
  PrivacyDesk,
  ReviewDesk,
  Switch,
} from "../app.ts";

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
