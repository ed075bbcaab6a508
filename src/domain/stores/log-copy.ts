/** 256 entries of the log, or the last of it, as they lie in files: https://c2sp.org/tlog-tiles */
export interface StoredBundle {
  readonly index: number;
  /** Each entry behind its length in two bytes. */
  readonly entries: Uint8Array;
  /** Of the entries, one after another, as they were kept when these were logged: not made anew. */
  readonly hashes: Uint8Array;
}

/** The first `size` entries of an epoch, in order, as they are at one moment. Made while it is read, whatever its length. */
export type ReadBundles = (range: { readonly epoch: number; readonly size: number }) => AsyncIterable<StoredBundle>;
