import { GateError } from "../../domain/errors.ts";

export interface Timestamp {
  /** The authority's whole answer, DER: what `openssl ts -verify -in` takes. */
  readonly response: Uint8Array;
  /** The authority's time. */
  readonly at: Date;
}

/** Somebody outside who vouches that these bytes were there at a time: https://www.rfc-editor.org/rfc/rfc3161 */
export interface Timestamping {
  /** Answers only what is about these bytes and was made now. Throws a `TimestampError` else. */
  stamp(bytes: Uint8Array): Promise<Timestamp>;
}

/** The authority did not answer, refused, or answered something else than was asked. It is asked again later. */
export class TimestampError extends GateError {
  override readonly name = "TimestampError";
  override readonly remedy = "retry";

  constructor(reason: string, options?: ErrorOptions) {
    super("No timestamp from the authority of TSA_URL", { reason }, options);
  }
}
