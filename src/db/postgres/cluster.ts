import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Binaries, prepareBinaries } from "./binaries.ts";
import { DataDirUnreachableError, EmbeddedUnavailableError, PostgresStartError } from "./errors.ts";
import { exists, nameOnce } from "./files.ts";
import { chooseSystemUser, findBarrier, type SystemUser } from "./system-user.ts";

/** A data folder of Postgres, and what it takes to run it. */
export interface Cluster {
  /** Absolute and without links, so that a process is recognised by it. */
  readonly folder: string;
  readonly socketFolder: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  /** Undefined: ourselves. */
  readonly user: SystemUser | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

export interface PrepareCluster {
  readonly dataDir: string;
  /** False only where the data is thrown away: nothing waits for the disk. */
  readonly durable: boolean;
  /** Another Postgres than the one in our dependencies. */
  readonly binaries?: Binaries;
}

/** The path of a socket has 104 bytes on macOS and 108 on Linux, its end mark included. */
const LONGEST_SOCKET_FOLDER = 104 - "/.s.PGSQL.5432".length - 1;

const SETTINGS = {
  timezone: "UTC",
  log_timezone: "UTC",
  // Errors of statements are the caller's to report, and would carry people's data into a file that grows for ever.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
};

/** What was committed outlives any process still, but not the machine. */
const HASTY_SETTINGS = { fsync: "off", full_page_writes: "off" };

/** Makes the folder if it is not there yet. Starts nothing. */
export async function prepareCluster({ dataDir, durable, binaries: given }: PrepareCluster): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true });
  const home = await realpath(dataDir);
  const folder = join(home, "postgres");
  const user = await chooseSystemUser([folder, home]);
  const barrier = user && (await findBarrier(home, user));
  if (user && barrier) throw new DataDirUnreachableError(barrier, user.uid);

  const binaries = given ?? (await prepareBinaries(home, user));
  if (!(await exists(folder))) await makeCluster({ folder, binaries, user, durable });
  return {
    folder,
    socketFolder: await prepareSocketFolder(folder, user),
    logFile: join(home, "postgres.log"),
    binaries,
    user,
    settings: durable ? SETTINGS : { ...SETTINGS, ...HASTY_SETTINGS },
  };
}

type MakeCluster = Pick<Cluster, "folder" | "binaries" | "user"> & { readonly durable: boolean };

/** Made aside and then named: a run that is killed half-way leaves no folder that looks like a cluster. */
async function makeCluster({ folder, binaries, user, durable }: MakeCluster): Promise<void> {
  const aside = await mkdtemp(`${folder}.new-`);
  if (user) await chown(aside, user.uid, user.gid);
  const options = ["--username=postgres", "--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject"];
  try {
    await promisify(execFile)(binaries.initdb, ["-D", aside, ...options, ...(durable ? [] : ["--no-sync"])], {
      ...user,
      cwd: "/",
      env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
    });
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw toStartError(error, binaries.initdb);
  }
  await nameOnce(aside, folder);
}

function toStartError(error: unknown, program: string): Error {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: string };
  // The file is there: what is missing is the loader that it names, as on a system whose C library is musl.
  if (code === "ENOENT")
    return new EmbeddedUnavailableError({ program, missing: "the C library glibc" }, { cause: error });
  return new PostgresStartError({ output: (stderr || String(error)).trim() }, { cause: error });
}

/** The data folder itself, which is open to its owner alone; or, where its path is too long for a socket, a folder like it. */
async function prepareSocketFolder(folder: string, user: SystemUser | undefined): Promise<string> {
  if (Buffer.byteLength(folder) <= LONGEST_SOCKET_FOLDER) return folder;

  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  const short = join("/tmp", `training-gate-${name}`);
  await mkdir(short, { mode: 0o700, recursive: true });
  const found = await lstat(short);
  // Anyone may make a folder in /tmp, under our name too: what is in it could answer in Postgres's place.
  if (!found.isDirectory() || ![process.getuid?.(), user?.uid].includes(found.uid)) {
    throw new PostgresStartError({ output: `${short} belongs to somebody else` });
  }
  if (user) await chown(short, user.uid, user.gid);
  await chmod(short, 0o700);
  return short;
}
