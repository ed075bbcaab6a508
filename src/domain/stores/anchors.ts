/** What carries the log's checkpoints out of our reach, beside the anchor that signing itself looks at. */
export type AnchorKind = "timestamp" | "mail";

export interface AnchorState {
  readonly doneAt: Date | null;
  /** Plain JSON of what was said then. */
  readonly told: unknown;
  /** Null where it worked the last time. */
  readonly failingSince: Date | null;
  readonly problem: string | null;
}

export interface AnchorStore {
  /** Null before the first try. */
  find(kind: AnchorKind): Promise<AnchorState | null>;
  done(kind: AnchorKind, state: { readonly at: Date; readonly told?: object }): Promise<void>;
  /** It fails since the first failure after the last that worked. */
  failed(kind: AnchorKind, state: { readonly at: Date; readonly problem: string }): Promise<void>;
}
