import { GateError } from "../../domain/errors.ts";

/**
 * Where the newest checkpoint is kept out of the database's reach: a backup that is restored does not restore it too. It
 * holds one note.
 */
export interface CheckpointAnchor {
  /** Null if nothing was ever written there. Throws an `AnchorSilentError`. */
  read(): Promise<string | null>;
  /** Whole or not at all. Throws an `AnchorSilentError`. */
  write(note: string): Promise<void>;
}

/** It could not be read or written. That stops nothing: what it would say is asked again. */
export class AnchorSilentError extends GateError {
  override readonly name = "AnchorSilentError";
  override readonly remedy = "retry";

  constructor(detail: { readonly anchor: string; readonly why: string }, options?: ErrorOptions) {
    super("CHECKPOINT_ANCHOR does not answer", detail, options);
  }
}
