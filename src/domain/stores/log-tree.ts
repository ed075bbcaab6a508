/** One log of its own: its entries are counted from 0, its checkpoints bear its origin. */
export interface StoredEpoch {
  readonly epoch: number;
  readonly origin: string;
  readonly openedAt: Date;
}

export interface StoredCheckpoint {
  readonly epoch: number;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note, byte for byte. */
  readonly note: string;
  readonly createdAt: Date;
  /** An RFC 3161 response over the note. */
  readonly tsr: Uint8Array | null;
  readonly tsrAt: Date | null;
}

/** A full one: 256 hashes, one after another. */
export interface StoredTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** How signing goes now. */
export interface SigningState {
  /** Null where nothing is refused. */
  readonly refusedSince: Date | null;
  /** Plain JSON of a `LogProblem`. */
  readonly problem: unknown;
  /** Null where the anchor answered the last time, or there is none. */
  readonly anchorSilentSince: Date | null;
  readonly anchorProblem: string | null;
  /** When all of the log was last checked from its first entry on; null before the first time. */
  readonly checkedAt: Date | null;
  /** Plain JSON of a `LogProblem`; null where nothing was wrong. */
  readonly checkedProblem: unknown;
}

export interface HeartbeatCounts {
  /** People on the roster now, by any source; null where there is none. */
  readonly roster: number | null;
  /** Stored since the date. */
  readonly deliveries: number;
  /** Accounts that now have access to anything, over all organisations. */
  readonly withAccess: number;
}

export interface LogTreeReader {
  /** In their order; none before the first checkpoint was signed. Entries are then of epoch 1. */
  epochs(): Promise<readonly StoredEpoch[]>;
  /** Of this epoch, or of the newest one; null before its first. */
  latest(epoch?: number): Promise<StoredCheckpoint | null>;
  /** By size, above `after`. */
  checkpoints(range: { epoch: number; after: number; limit: number }): Promise<readonly StoredCheckpoint[]>;
  /** By index, from `from` on. */
  tiles(range: { epoch: number; level: number; from: number; limit: number }): Promise<readonly StoredTile[]>;
  /** The first says nothing: everything null. */
  signing(): Promise<SigningState>;
  /** Keys that are left out stay as they are. */
  noteSigning(change: Partial<SigningState>): Promise<void>;
  /** Since the date; null: since ever. */
  countsSince(since: Date | null): Promise<HeartbeatCounts>;
  /** Adds to what is counted under this name. */
  tally(name: string, count: number): Promise<void>;
  /** Adds the time stamp to a checkpoint that has none; one that has keeps it. */
  stamp(checkpoint: { epoch: number; size: number }, tsr: Uint8Array, at: Date): Promise<void>;
}

/** Inside a transaction alone. */
export interface LogTreeStore extends LogTreeReader {
  /** One process signs at a time, until its transaction ends. Answers the newest checkpoint of the epoch, locked. */
  lockSigning(epoch: number): Promise<StoredCheckpoint | null>;
  /** Entries get their places in this transaction alone, until it ends: in the newest epoch, from the place it answers. */
  lockPlaces(now: Date): Promise<{ readonly epoch: number; readonly seq: number; readonly recordedAt: Date }>;
  /** Under `lockPlaces`, at the place that it answered: ahead of what waits. */
  place(entry: {
    readonly epoch: number;
    readonly seq: number;
    readonly type: string;
    readonly subject: string | null;
    readonly body: string;
    readonly leafHash: Uint8Array;
    readonly recordedAt: Date;
  }): Promise<void>;
  /** Known epochs, checkpoints and tiles stay as they are. */
  saveEpoch(epoch: StoredEpoch): Promise<void>;
  saveCheckpoint(checkpoint: Omit<StoredCheckpoint, "tsr" | "tsrAt">): Promise<void>;
  saveTiles(epoch: number, tiles: readonly StoredTile[]): Promise<void>;
  /** What was counted under this name since it was last taken. */
  takeTally(name: string): Promise<number>;
}
