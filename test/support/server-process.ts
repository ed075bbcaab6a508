import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GitHub } from "../sandbox/github/server.ts";
import { freePort } from "./free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface ServerProcess {
  readonly pid: number;
  /** When it was started, on the clock of `performance.now()`. */
  readonly startedAt: number;
  /** Returns when `/readyz` says yes. Throws, with what it wrote, if the process ends first. */
  ready(): Promise<void>;
  /** Asks it to stop, and returns its exit code: null if a signal ended it. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
  /** The exit code, once it has ended by itself or otherwise. */
  ended(): Promise<number | null>;
  /** All that it wrote so far. */
  output(): string;
}

const READY_PATIENCE_MS = 60_000;
const POLL_MS = 20;

/** What a server takes that serves this GitHub with the embedded database in `dataDir`; GitHub is told where it listens. */
export async function environmentOf(
  github: GitHub,
  { dataDir, enforcement }: { readonly dataDir: string; readonly enforcement: string },
): Promise<ServerEnvironment> {
  const policyFile = join(dataDir, "app.yml");
  await writeFile(policyFile, `enforcement:${enforcement}`);
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  github.connectApp(url);
  return {
    ...github.environment(),
    DATA_DIR: dataDir,
    POLICY_FILE: policyFile,
    PORT: port,
    BASE_URL: url,
    LOG_LEVEL: process.env.SERVER_LOG ?? "error",
  };
}

export type ServerEnvironment = Readonly<Record<string, string>> & {
  readonly PORT: string;
  readonly BASE_URL: string;
};

/** The real command in a process of its own: `training-gate start`, from its sources. */
export function startServerProcess(environment: ServerEnvironment): ServerProcess {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts", "start"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", TMPDIR: process.env.TMPDIR ?? "/tmp", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collect(child);
  const exit = once(child, "exit").then(([code]) => code as number | null);
  return {
    pid: child.pid ?? 0,
    startedAt,
    output,
    ended: () => exit,
    ready: () => untilReady(`${environment.BASE_URL}/readyz`, child, output),
    async stop() {
      child.kill("SIGTERM");
      return exit;
    },
    async kill() {
      child.kill("SIGKILL");
      await exit;
    },
  };
}

function collect(child: ChildProcess): () => string {
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part: Buffer) => parts.push(part.toString()));
  return () => parts.join("");
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + READY_PATIENCE_MS;
  for (;;) {
    if (await answersOk(url)) return;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended:\n${output()}`);
    if (performance.now() > deadline) throw new Error(`The server did not get ready:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** A port that was free a moment ago. */
