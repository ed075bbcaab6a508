import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config.ts";
import { startSequencing } from "../db/log/sequencing.ts";
import type { Clock } from "../domain/clock.ts";
import { createEntries, type Entries } from "../pipeline/entries.ts";
import { sequencingOf } from "./sequencing.ts";
import { type Deps, openStorage, type Storage } from "./storage.ts";

export const systemClock: Clock = () => new Date();

/** What this installation keeps, and its log, put in order for as long as they are open. */
export interface Records {
  readonly storage: Storage;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** For a command, beside a server or without one. */
export async function openRecords(config: Config, deps: Deps): Promise<Records> {
  const clock = deps.clock ?? systemClock;
  const storage = await openStorage(config, { ...deps, role: "command" });
  const sequencing = startSequencing(storage.db, sequencingOf(clock), deps.log.child({ part: "log" }));
  return {
    storage,
    clock,
    async close() {
      await sequencing.stop();
      await storage.close();
    },
  };
}

/** What `use` makes of the records goes on with them open; they are closed if it fails. */
export async function onRecords<T>(records: Records, use: (records: Records) => Promise<T>): Promise<T> {
  try {
    return await use(records);
  } catch (error) {
    await records.close();
    throw error;
  }
}

/** How this installation writes to the log: under an id of its own, made the first time. */
export async function entriesOf({ stores }: Pick<Storage, "stores">, version: string): Promise<Entries> {
  return createEntries({ id: await instanceIdOf(stores), version });
}

/** The id of this installation, made the first time. */
export function instanceIdOf({ settings }: Pick<Storage["stores"], "settings">): Promise<string> {
  return settings.once("instance-id", () => randomUUID());
}

const PLACED_PAUSE_MS = 50;
const PLACED_TRIES = 200;

/** Waits, for some seconds at most, until what was written has its place in the log: whichever process gives it. */
export async function allPlaced({ log }: Pick<Storage["stores"], "log">): Promise<void> {
  for (let tries = 0; tries < PLACED_TRIES && (await log.waiting()) > 0; tries++) await sleep(PLACED_PAUSE_MS);
}
