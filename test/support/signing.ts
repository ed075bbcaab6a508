import { generateKeyPairSync } from "node:crypto";
import { type Db, inTransaction, openDb } from "../../src/db/client.ts";
import { sequence } from "../../src/db/log/sequencer.ts";
import { createStores } from "../../src/db/stores.ts";
import type { Clock } from "../../src/domain/clock.ts";
import type { Jobs, OutsideStores } from "../../src/domain/stores/index.ts";
import { type Checkpoint, parseCheckpoint } from "../../src/gatelog/checkpoint.ts";
import { openNote } from "../../src/gatelog/note.ts";
import { placeEntry } from "../../src/gatelog/place.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { AnchorSilentError, type CheckpointAnchor } from "../../src/pipeline/log/anchor.ts";
import type { SigningDeps, SigningKeys } from "../../src/pipeline/log/deps.ts";
import { noteKeysOf } from "../../src/pipeline/log/origin.ts";
import { type TestDb, testDb } from "./db.ts";
import { quietLog } from "./scratch-postgres.ts";

export const HOST = "gate.example.org";

export const newKey = () => generateKeyPairSync("ed25519").privateKey;

/** A clock that stands still until it is moved. */
export function aClock(start = "2026-07-01T09:00:00.000Z") {
  let now = new Date(start);
  const clock: Clock = () => now;
  const pass = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return { clock, pass };
}

/** An anchor in memory, which can fall silent. */
export function anAnchor() {
  const state = { note: null as string | null, isSilent: false, writes: 0 };
  const answer = () => {
    if (state.isSilent) throw new AnchorSilentError({ anchor: "memory", why: "it is silent" });
  };
  const anchor: CheckpointAnchor = {
    async read() {
      answer();
      return state.note;
    },
    async write(note) {
      answer();
      state.note = note;
      state.writes += 1;
    },
  };
  return { state, anchor };
}

export interface LogOnDb {
  readonly database: TestDb;
  readonly db: Db;
  readonly deps: SigningDeps & { readonly stores: OutsideStores };
  /** Appends so many entries, each with a place. */
  write(count: number): Promise<void>;
  /** Does what the database refuses everybody: as a superuser who took the triggers away. */
  tamper(...statements: readonly string[]): Promise<void>;
  /** Another process on the same database. */
  another(change?: Partial<SigningDeps>, url?: string): SigningDeps;
  closeOthers(): Promise<void>;
  close(): Promise<void>;
}

/** Signing files none: a queue is not needed for it. */
export const noJobs: Jobs = {
  file: () => Promise.reject(new Error("Signing files no jobs")),
  hasLiveOrDone: async () => false,
};

export async function logOnDb(change: Partial<Omit<SigningDeps, "stores">> = {}): Promise<LogOnDb> {
  const database = await testDb();
  const { db, url } = database;
  const entries = createEntries({ id: crypto.randomUUID(), version: "0.0.0-test" });
  const others: ReturnType<typeof openDb>[] = [];
  const on = (client: Db): LogOnDb["deps"] => ({
    stores: createStores(client),
    transact: (run) => inTransaction(client, (tx) => run({ ...createStores(tx), jobs: noJobs })),
    entries,
    clock: aClock().clock,
    keys: { current: newKey() },
    host: HOST,
    anchor: null,
    tellCut: () => {},
    ...change,
  });
  const deps = on(db);
  const closeOthers = async () => {
    for (const { close } of others.splice(0)) await close();
  };
  return {
    database,
    db,
    deps,
    async write(count) {
      await deps.transact((stores) => entries.appendAll(stores, deps.clock(), someDrafts(count)));
      while (
        (await sequence(db, { finish: ({ body }, place) => placeEntry(body, place), now: deps.clock, limit: 500 })) > 0
      );
    },
    async tamper(...statements) {
      await db.$transaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
        for (const statement of statements) await tx.$executeRawUnsafe(statement);
      });
    },
    another(other = {}, otherUrl = url) {
      const opened = openDb({ url: otherUrl, log: quietLog });
      others.push(opened);
      return { ...on(opened.db), keys: deps.keys, clock: deps.clock, ...other };
    },
    closeOthers,
    async close() {
      await closeOthers();
      await database.close();
    },
  };
}

export function someDrafts(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    type: "installation.changed" as const,
    actor: { kind: "github" as const },
    source: { kind: "webhook" as const },
    change: `change ${at}`,
  }));
}

/** What a note says, once it has been opened with these keys. Throws if it does not. */
export function readNote(note: string, keys: SigningKeys): Checkpoint & { readonly signatures: number } {
  const origin = note.split("\n", 1)[0] ?? "";
  const opened = openNote(note, noteKeysOf(origin, keys));
  const checkpoint = opened.ok ? parseCheckpoint(opened.text) : undefined;
  if (!opened.ok || !checkpoint) throw new Error(`The note does not open: ${JSON.stringify(opened)}`);
  return { ...checkpoint, signatures: opened.signedBy.length };
}
