import { fork } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createGitHub, type GitHub } from "../sandbox/github/server.ts";
import { makeDataDir } from "../support/scratch-postgres.ts";
import { environmentOf } from "../support/server-process.ts";

export interface Receivers {
  readonly github: GitHub;
  /** Where the product takes deliveries, its jobs held back. */
  readonly ours: string;
  /** Where the least takes them, beside it on the same database. */
  readonly floor: string;
  close(): Promise<void>;
}

export async function startReceivers(): Promise<Receivers> {
  const github = await createGitHub();
  const dataDir = await makeDataDir();
  const environment = await environmentOf(github, { dataDir, enforcement: " { mode: block }\n" });
  const ours = await startReceiver("inbox-process.ts", [], environment);
  const floor = await startReceiver("floor-process.ts", [dataDir, github.app.webhookSecret], {});
  return {
    github,
    ours: ours.url,
    floor: floor.url,
    async close() {
      await floor.stop();
      await ours.stop();
      await github.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function startReceiver(file: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = fork(fileURLToPath(new URL(`./${file}`, import.meta.url)), [...args], {
    execArgv: ["--import", "tsx"],
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const told = once(child, "message") as Promise<[{ readonly url: string }]>;
  const first = await Promise.race([told, ended.then(() => undefined)]);
  if (first === undefined) throw new Error(`${file} ended at once`);
  return {
    url: first[0].url,
    async stop() {
      child.send("stop");
      await ended;
    },
  };
}
