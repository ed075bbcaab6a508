import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { openStorage } from "../../src/app.ts";
import { readVersion } from "../../src/config.ts";
import type { SandboxWorld } from "./world.ts";

export type Say = (line: string) => void;

const WAIT_MS = 20_000;

/** Numbers what is told. */
export function createStep(say: Say): (text: string) => void {
  let number = 0;
  return (text) => {
    number++;
    say(`\n${number}. ${text}`);
  };
}

export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let waited = 0; waited < WAIT_MS; waited += 50) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`The story waited ${WAIT_MS / 1000} s in vain for ${what}`);
}

/** A pull request opened before the policy is read would be decided by the deployment's own: the story waits for it. */
export async function policyInForce({ config }: SandboxWorld, change: () => void): Promise<void> {
  const storage = await openStorage(config, { log: pino({ level: "warn" }), version: readVersion(), role: "command" });
  const activated = async () => {
    const entries = await storage.stores.log.read({ from: 0, limit: 1000 });
    return entries.filter(({ type }) => type === "policy.activated").length;
  };
  try {
    await until("the first policy", async () => ((await activated()) > 0 ? true : undefined));
    const before = await activated();
    change();
    await until("the new policy", async () => ((await activated()) > before ? true : undefined));
  } finally {
    await storage.close();
  }
}
