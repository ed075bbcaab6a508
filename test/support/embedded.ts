import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Role } from "../../src/db/postgres/session.ts";
import { runSql } from "./scratch-postgres.ts";

const PROCESS = fileURLToPath(new URL("./embedded-process.ts", import.meta.url));

export interface OtherProcess {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Another process of ours with the same DATA_DIR. */
export async function startOther(dataDir: string, role: Role): Promise<OtherProcess> {
  const child = fork(PROCESS, [dataDir, role], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const told = once(child, "message") as Promise<[{ readonly url: string }]>;
  const first = await Promise.race([told, ended.then(() => undefined)]);
  if (first === undefined || child.pid === undefined) throw new Error("The other process ended at once");
  return {
    pid: child.pid,
    url: first[0].url,
    async stop() {
      child.send("stop");
      await ended;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The process id of the Postgres of this DATA_DIR, by its own file; undefined if it has ended in order. */
export async function readPostgresPid(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : Number(text.split("\n")[0]);
}

/** Asks until it is answered. */
export async function askUntilAnswered(url: string, sql: string): Promise<readonly unknown[]> {
  for (;;) {
    try {
      return (await runSql(url, sql)).rows;
    } catch {
      await sleep(50);
    }
  }
}
