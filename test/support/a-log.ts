import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { StoredBundle } from "../../src/domain/stores/log-copy.ts";
import type { LogPackParts } from "../../src/evidence/log-pack.ts";
import { formatCheckpoint } from "../../src/gatelog/checkpoint.ts";
import type { EntryDraft } from "../../src/gatelog/entry.ts";
import { signNote, vkeyOf } from "../../src/gatelog/note.ts";
import { leafHash, type PlacedEntry, placeEntry } from "../../src/gatelog/place.ts";
import { createTiledTree, type FullTile } from "../../src/gatelog/tiled-tree.ts";
import { bundleEntries, TILE_WIDTH } from "../../src/gatelog/tiles.ts";

export interface ALog {
  readonly origin: string;
  readonly entries: readonly PlacedEntry[];
  readonly vkey: string;
  /** The checkpoint over all entries, or over so many. */
  note(size?: number): string;
  /** As it lies in the database. `entries` may be others than those that were signed. */
  parts(entries?: readonly PlacedEntry[]): LogPackParts;
}

export interface ALogOptions {
  readonly size: number;
  readonly epoch?: number;
  readonly key?: KeyObject;
  /** What stands at a place; default: a check that was published. */
  readonly draft?: (seq: number) => unknown;
  readonly recordedAt?: (seq: number) => Date;
  /** What is logged instead, and signed. */
  readonly rewrite?: (body: string, seq: number) => string;
}

const START = Date.parse("2026-03-01T09:00:00.000Z");
const INSTANCE = "5b3f0a52-5c1c-4b39-9d53-0f4a7c4d1e11";

/** A log as this program writes it, of any size. */
export function aLog(options: ALogOptions): ALog {
  const { size, epoch = 1, key = generateKeyPairSync("ed25519").privateKey, draft = aCheck } = options;
  const { recordedAt = (seq: number) => new Date(START + seq * 1_000), rewrite = (body: string) => body } = options;
  const origin = `gate.example.org/log/${epoch}`;
  const entries = Array.from({ length: size }, (_, seq) => {
    const placed = placeEntry(draft(seq), { epoch, seq, recordedAt: recordedAt(seq) });
    const body = rewrite(placed.body, seq);
    return { ...placed, body, leafHash: leafHash(Buffer.from(body, "utf8")) };
  });
  const tree = createTiledTree();
  const full: FullTile[] = entries.flatMap(({ leafHash }) => tree.append(leafHash));
  return {
    origin,
    entries,
    vkey: vkeyOf(origin, key),
    note: (upTo = size) => signNote(checkpointOf(origin, entries.slice(0, upTo)), [{ name: origin, privateKey: key }]),
    parts(kept = entries) {
      const { note, vkey } = { note: this.note(), vkey: this.vkey };
      return {
        logs: [{ epoch, size, note, tsr: null, vkeys: [vkey] }],
        readBundles: ({ size: upTo }) => bundlesOf(kept.slice(0, upTo), full),
        tiles: async ({ level, from, limit }) =>
          full.filter((tile) => tile.level === level && tile.index >= from).slice(0, limit),
        others: [],
      };
    },
  };
}

function checkpointOf(origin: string, entries: readonly PlacedEntry[]): string {
  const tree = createTiledTree();
  for (const { leafHash } of entries) tree.append(leafHash);
  return formatCheckpoint({ origin, size: entries.length, root: tree.root() });
}

async function* bundlesOf(entries: readonly PlacedEntry[], full: readonly FullTile[]): AsyncIterable<StoredBundle> {
  for (let index = 0; index * TILE_WIDTH < entries.length; index++) {
    const some = entries.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
    const kept = full.find((tile) => tile.level === 0 && tile.index === index)?.hashes;
    yield {
      index,
      entries: bundleEntries(some.map(({ body }) => Buffer.from(body, "utf8"))),
      hashes: kept ?? Buffer.concat(some.map(({ leafHash }) => leafHash)),
    };
  }
}

export function aCheck(seq: number): EntryDraft {
  return {
    type: "check.published",
    occurred_at: new Date(START + seq * 1_000).toISOString(),
    org: 1,
    instance: INSTANCE,
    actor: { kind: "app" },
    source: { kind: "webhook" },
    app: { version: "1.0.0" },
    decision_id: `decision-${seq}`,
    resource: { kind: "head", id: `hmac:${"a".repeat(64)}`, repository_id: 7 },
    check: { conclusion: "action_required", run_id: 1_000 + seq, created: true },
    mode: "block",
  };
}
