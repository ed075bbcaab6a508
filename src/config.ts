import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { z } from "zod";
import { ConfigError, type ConfigProblem } from "./config/problem.ts";
import * as section from "./config/sections.ts";

export { appendToEnvFile, requireWritable } from "./config/env-file.ts";
export { PACKAGE_ROOT, readVersion } from "./config/package.ts";
export { ConfigError } from "./config/problem.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface GitHubHost {
  /** Of the REST API; Octokit derives GraphQL's from it. No slash at the end. */
  readonly apiUrl: string;
  readonly webUrl: string;
}

/** The App as GitHub knows it. */
export interface GitHubConfig extends GitHubHost {
  readonly appId: number;
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  /** The one in force first; then, while it is being changed, the one before. */
  readonly webhookSecrets: readonly string[];
}

export interface SignInConfig extends GitHubHost {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Where browsers reach us: an origin, without a slash at the end. */
  readonly baseUrl: string;
}

export interface DatabaseConfig {
  /** A Postgres server; absent, the embedded one in `dataDir` is used. */
  readonly url?: string;
  /** Of the role that may migrate, where `url`'s may not. */
  readonly adminUrl?: string;
  readonly dataDir: string;
}

/** Keys as given. What is absent is made in `folder`; null where replicas would then differ. */
export interface KeysConfig {
  readonly sessionKey?: Uint8Array;
  readonly checkpointKey?: KeyObject;
  /** The one before, while it is being changed. */
  readonly previousCheckpointKey?: KeyObject;
  readonly folder: string | null;
}

/** Where the newest checkpoint is kept out of the database's reach. */
export type AnchorConfig = { readonly file: string } | { readonly url: string };

export interface MailConfig {
  readonly url: string;
  readonly from: string;
  /** Where answers go; else to `from`. */
  readonly replyTo: string | undefined;
  /** Who is written to about the gate log; may be nobody. */
  readonly checkpointTo: readonly string[];
}

export interface Config {
  /** Where links lead and calls go, whichever of the sections below are there. */
  readonly gitHubHost: GitHubHost;
  readonly github?: GitHubConfig;
  readonly signIn?: SignInConfig;
  readonly server?: ServerConfig;
  readonly ownerToken?: string;
  readonly database: DatabaseConfig;
  readonly policy: {
    readonly file: string;
    /** The organisation's repository that holds its own `.github/app.yml`. */
    readonly repository: string;
  };
  /** Later folders are laid over earlier ones. */
  readonly content: { readonly folders: readonly string[] };
  readonly keys: KeysConfig;
  readonly gateLog: {
    /** Of `BASE_URL`, where it is set: what the log is called by. */
    readonly host?: string;
    readonly anchor?: AnchorConfig;
  };
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  readonly mail?: MailConfig;
  readonly tsaUrl?: string;
}

/** The parts of the environment that a command cannot do without. The rest is read, and checked where it is set. */
export type Need = keyof SectionOf;

interface SectionOf {
  github: "github";
  "sign-in": "signIn";
  server: "server";
  /** Where this deployment is reached, for a command that does not serve there: no keys are asked for. */
  address: "server";
  /** Of an owner of the organisation, for `pause` and `resume` alone: they work without the App. */
  "owner-token": "ownerToken";
  database: "database";
}

/** A configuration in which what was needed is there. */
export type ConfigWith<N extends Need> = Config & {
  readonly [Section in SectionOf[N]]-?: NonNullable<Config[Section]>;
};

/** The real environment over an optional `.env` of the folder: what a process was started with wins. */
export function readEnvironment(folder: string): Environment {
  return { ...readEnvFile(join(folder, ".env")), ...process.env };
}

/** Throws a `ConfigError` with every problem at once; each names its variable and what to do. The result is frozen. */
export function readConfig<N extends Need>(env: Environment, needs: readonly N[]): ConfigWith<N> {
  const reader = createReader(env);
  const isNeeded = (need: Need) => (needs as readonly Need[]).includes(need);
  const gitHubHost = reader.read(section.GitHubHost);
  const config = {
    gitHubHost,
    ...(isNeeded("github") && { github: readGitHub(reader) }),
    ...(isNeeded("sign-in") && { signIn: readSignIn(reader) }),
    ...((isNeeded("server") || isNeeded("address")) && { server: readServer(reader) }),
    ...(isNeeded("owner-token") && { ownerToken: reader.read(section.OwnerToken)?.GITHUB_TOKEN }),
    ...readCommon(reader, { keysNeeded: isNeeded("server") }),
  };
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);

  const { github, signIn, ...rest } = config;
  // Sound: without a problem every part that was asked for was read.
  return freeze({
    ...rest,
    ...(github && { github: { ...gitHubHost, ...github } }),
    ...(signIn && { signIn: { ...gitHubHost, ...signIn } }),
  }) as unknown as ConfigWith<N>;
}

interface Reader {
  readonly problems: readonly ConfigProblem[];
  /** Undefined where something is wrong, which is then among the problems. */
  read<S extends z.ZodType>(schema: S): z.output<S> | undefined;
  refuse(problem: ConfigProblem): void;
}

/** Section by section, since zod skips the checks across variables as soon as one variable is wrong. */
function createReader(env: Environment): Reader {
  // `NAME=` in a file or a compose template is how people say that a variable is not set.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const problems: ConfigProblem[] = [];
  return {
    problems,
    read(schema) {
      const parsed = schema.safeParse(set);
      if (parsed.success) return parsed.data;
      problems.push(...parsed.error.issues.map(({ path, message }) => ({ variable: path.join("."), message })));
      return undefined;
    },
    refuse: (problem) => void problems.push(problem),
  };
}

function readGitHub(reader: Reader) {
  const app = reader.read(section.AppId);
  const privateKey = reader.read(section.AppKey);
  const secrets = reader.read(section.WebhookSecrets);
  const { WEBHOOK_SECRET: secret, WEBHOOK_SECRET_PREVIOUS: previous } = secrets ?? {};
  return {
    appId: app?.APP_ID,
    privateKey,
    webhookSecrets: [secret, previous].filter((one) => one !== undefined),
  };
}

function readSignIn(reader: Reader) {
  const read = reader.read(section.SignIn);
  return { clientId: read?.GITHUB_CLIENT_ID, clientSecret: read?.GITHUB_CLIENT_SECRET };
}

function readServer(reader: Reader) {
  const read = reader.read(section.Server);
  return { host: read?.HOST, port: read?.PORT, baseUrl: read?.BASE_URL };
}

function readCommon(reader: Reader, { keysNeeded }: { readonly keysNeeded: boolean }) {
  const database = reader.read(section.Database);
  const policy = reader.read(section.Policy);
  const folders = reader.read(section.Content);
  const keys = reader.read(section.Keys);
  const mail = reader.read(section.Mail);
  const gateLog = reader.read(section.GateLog);
  const other = reader.read(section.Other);
  const isShared = database?.DATABASE_URL !== undefined;
  if (keysNeeded && isShared && keys) refuseAbsentKeys(reader, keys);
  return {
    database: {
      ...(database?.DATABASE_URL !== undefined && { url: database.DATABASE_URL }),
      ...(database?.DATABASE_ADMIN_URL !== undefined && { adminUrl: database.DATABASE_ADMIN_URL }),
      dataDir: database?.DATA_DIR,
    },
    policy: { file: policy?.POLICY_FILE, repository: policy?.POLICY_REPOSITORY },
    content: { folders },
    keys: {
      ...(keys?.SESSION_KEY && { sessionKey: keys.SESSION_KEY }),
      ...(keys?.CHECKPOINT_KEY && { checkpointKey: keys.CHECKPOINT_KEY }),
      ...(keys?.CHECKPOINT_KEY_PREVIOUS && { previousCheckpointKey: keys.CHECKPOINT_KEY_PREVIOUS }),
      folder: isShared || !database ? null : join(database.DATA_DIR, "keys"),
    },
    gateLog,
    logLevel: other?.LOG_LEVEL,
    ...(mail && { mail }),
    ...(other?.TSA_URL !== undefined && { tsaUrl: other.TSA_URL }),
  };
}

/** Two servers on one database that made their own keys would sign each other's people out, and sign two logs. */
function refuseAbsentKeys(reader: Reader, keys: z.output<typeof section.Keys>): void {
  for (const variable of ["SESSION_KEY", "CHECKPOINT_KEY"] as const) {
    if (keys[variable] !== undefined) continue;
    const message = "is not set, and with DATABASE_URL it has to be. `training-gate keys create` prints one";
    reader.refuse({ variable, message });
  }
}

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

/** Plain objects and lists all the way down; keys in memory have no frozen form. */
function freeze<T>(value: T): T {
  if (Array.isArray(value) || (value !== null && typeof value === "object" && isPlain(value))) {
    for (const inner of Object.values(value)) freeze(inner);
    return Object.freeze(value);
  }
  return value;
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
