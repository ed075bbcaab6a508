import { type ChildProcess, execFile, spawn } from "node:child_process";
import { open, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Cluster } from "./cluster.ts";
import { PostgresStartError } from "./errors.ts";
import { readIfThere } from "./files.ts";

/** Postgres's parent process, as it describes itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly socketFolder: string;
  readonly ready: boolean;
}

const POLL_MS = 15;

const SOCKET = ".s.PGSQL.5432";

const UNSEEN = "A Postgres that this process does not see runs in this folder: another container shares it.";

/** A start that fails may be lost to another process that starts the same folder, or to one that is not quite gone. */
const START_PAUSES_MS = [50, 100, 200, 400, 800, 1600];

/** What a killed Postgres leaves behind goes with the last of its processes, which may wait for the disk until then. */
const STILL_HELD = /shared memory block .* is still in use|lock file ".*" already exists/;
const HELD_PATIENCE_MS = 60_000;

/** Waits for a postmaster that accepts connections: the live one, or one that it starts. */
export async function findOrStart(cluster: Cluster, signal: AbortSignal): Promise<Postmaster> {
  const patience = AbortSignal.timeout(HELD_PATIENCE_MS);
  for (let tries = 0; ; tries++) {
    const live = (await waitForLive(cluster, signal)) ?? (await start(cluster, signal));
    if (live) return live;
    const output = await readLastLines(cluster.logFile);
    const isLost = patience.aborted || !STILL_HELD.test(output);
    if (tries >= START_PAUSES_MS.length && isLost) throw new PostgresStartError({ output });
    await sleep(START_PAUSES_MS[tries] ?? START_PAUSES_MS.at(-1), undefined, { signal });
  }
}

/** Ends all sessions, and returns when the data is safe on disk and the folder is free. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const live = await findLive(cluster);
  if (!live) return;
  process.kill(live.pid, "SIGINT");
  while ((await findLive(cluster))?.pid === live.pid) await sleep(POLL_MS);
}

/** Undefined if none lives. One that is starting or stopping is waited for: recovery may take as long as it takes. */
async function waitForLive(cluster: Cluster, signal: AbortSignal): Promise<Postmaster | undefined> {
  for (;;) {
    const live = await findLive(cluster);
    if (!live || live.ready) return live;
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function start(cluster: Cluster, signal: AbortSignal): Promise<Postmaster | undefined> {
  await refuseUnseen(cluster, signal);
  await removeStaleLock(join(cluster.folder, "postmaster.pid"));
  await removeStaleLock(join(cluster.socketFolder, `${SOCKET}.lock`));
  const child = await spawnPostgres(cluster);
  while (child.exitCode === null && child.signalCode === null) {
    const live = await findLive(cluster);
    if (live?.ready) return live;
    await sleep(POLL_MS, undefined, { signal });
  }
  return undefined;
}

/**
 * In a session of its own, so that Ctrl-C reaches us alone and we stop it in order; not our dependant, so that it
 * outlives us if we are killed; and with a file to write to, since a closed pipe would end it then.
 */
async function spawnPostgres({
  folder,
  binaries,
  user,
  socketFolder,
  settings,
  logFile,
}: Cluster): Promise<ChildProcess> {
  const log = await open(logFile, "a");
  try {
    const child = spawn(
      binaries.postgres,
      ["-D", folder, ...settingArguments({ ...settings, ...listening(socketFolder) })],
      {
        ...user,
        cwd: "/",
        env: { LC_ALL: "C" },
        detached: true,
        stdio: ["ignore", log.fd, log.fd],
      },
    );
    await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

function listening(socketFolder: string): Readonly<Record<string, string>> {
  return {
    listen_addresses: "",
    // A list: without the quotes, a comma or a space would end the name.
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: "0700",
  };
}

function settingArguments(settings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** The postmaster of this folder, if one lives. */
export async function findLive({ folder }: Cluster): Promise<Postmaster | undefined> {
  // The lines: process id, data folder, start time, port, socket folder, address, shared memory, status.
  const lines = (await readIfThere(join(folder, "postmaster.pid")))?.split("\n");
  const pid = Number(lines?.[0]);
  if (!lines || !pid || !(await isPostmasterOf(folder, pid))) return undefined;
  return { pid, socketFolder: lines[4] ?? "", ready: lines[7]?.trim() === "ready" };
}

/**
 * Postgres does not start while the process that a lock names lives, and after a crash, in a container above all, that
 * number may be a zombie's or somebody else's by now. A process that is a Postgres, ours or not, keeps its lock.
 */
async function removeStaleLock(file: string): Promise<void> {
  const pid = Number((await readIfThere(file))?.split("\n")[0]);
  if (pid && !(await readCommand(pid)).includes("postgres")) await rm(file, { force: true });
}

/**
 * Of two Postgres in one folder each destroys the other's data, and Postgres knows only processes of its own container.
 * One that was killed may answer a moment longer than it is seen, and another process may have started one just now.
 */
async function refuseUnseen(cluster: Cluster, signal: AbortSignal): Promise<void> {
  for (const pause of START_PAUSES_MS) {
    if (!(await answers(join(cluster.socketFolder, SOCKET))) || (await findLive(cluster))) return;
    await sleep(pause, undefined, { signal });
  }
  throw new PostgresStartError({ output: UNSEEN });
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket, () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}

async function isPostmasterOf(folder: string, pid: number): Promise<boolean> {
  return (await readCommand(pid)).includes(`postgres -D ${folder} `);
}

/** The command line of a process; empty if it is gone or a zombie. */
async function readCommand(pid: number): Promise<string> {
  if (process.platform === "linux") {
    const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return words.replaceAll("\0", " ");
  }
  const { stdout } = await promisify(execFile)("ps", ["-ww", "-o", "args=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return stdout;
}

async function readLastLines(file: string): Promise<string> {
  return ((await readIfThere(file)) ?? "").trimEnd().split("\n").slice(-8).join("\n");
}
