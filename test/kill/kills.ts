import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { readPostgresPid } from "../support/embedded.ts";

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** SIGKILL to the postmaster and to each of its processes; returns when all are gone. */
export async function killDatabase(dataDir: string): Promise<void> {
  const postmaster = await readPostgresPid(dataDir);
  if (postmaster === undefined) throw new Error("There is no database to kill");
  const isItsOwn = ({ pid, parent }: Process) => pid === postmaster || parent === postmaster;
  const doomed = (await listProcesses()).filter(isItsOwn).map(({ pid }) => pid);
  // The parent first, or it would start the others again.
  for (const pid of [postmaster, ...doomed]) kill(pid);
  while ((await listProcesses()).some((process) => isItsOwn(process) || doomed.includes(process.pid))) await sleep(5);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It went with its parent.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Those that live: a zombie is dead, even where nobody buries it. */
async function listProcesses(): Promise<readonly Process[]> {
  const lines = process.platform === "linux" ? await readProc() : await askPs();
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, state]) => !state?.startsWith("Z"))
    .map(([pid, , parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** A bare Linux has no `ps`. A line is: pid (name) state parent … */
async function readProc(): Promise<readonly string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "0 (gone) Z 0")));
  return stats.map((stat) => `${stat.slice(0, stat.indexOf(" "))} ${stat.slice(stat.lastIndexOf(")") + 2)}`);
}

async function askPs(): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,stat=,ppid="]);
  return stdout.trim().split("\n");
}
