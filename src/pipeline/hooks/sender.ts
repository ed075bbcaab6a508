import { GateError } from "../../domain/errors.ts";

export type Sent =
  | { readonly ok: true }
  /** `isGone`: it asks never to be told again. */
  | { readonly ok: false; readonly why: string; readonly isGone: boolean };

export interface HookSender {
  /** One POST. Follows nothing, waits some seconds at most, and reads nothing of the answer but its status. */
  send(message: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<Sent>;
}

/** It was not reached, or did not take it. */
export class HookSilentError extends GateError {
  override readonly name = "HookSilentError";
  override readonly remedy = "retry";

  constructor(detail: { readonly hook: string; readonly why: string }) {
    super("A hook did not take its message", detail);
  }
}
