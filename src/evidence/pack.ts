/** One file of a pack. Its bytes can be read once, and are made while they are read: none is ever held whole. */
export interface PackFile {
  /** Below the pack's folder, with `/` between its parts. */
  readonly path: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Files in the order in which they are made. Each is read to its end before the next is asked for. */
export type Pack = AsyncIterable<PackFile>;
