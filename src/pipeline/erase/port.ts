import type { PersonId } from "../../domain/ids.ts";
import type { ErasedPart, Erasure } from "../../domain/stores/erasure.ts";
import type { Actor } from "../exceptions/port.ts";

export interface EraseAsk {
  readonly person: PersonId;
  readonly by: Actor;
  readonly basis: Erasure["basis"];
  readonly reason: string;
  /** What else they are called: nobody but who knows them can say under which names a reason may speak of them. */
  readonly also: readonly string[];
  /** Tells what it would do, and does nothing. */
  readonly dryRun: boolean;
  /** All the same, though GitHub will name them again: as somebody new, of whom nothing is known. */
  readonly stillAMember: boolean;
}

export type EraseDone =
  | {
      readonly ok: true;
      /** The random ids by which the log knows them. */
      readonly subjects: readonly PersonId[];
      readonly parts: readonly ErasedPart[];
      /** Policies that were in force once and named them: what was decided by one cannot be decided again. */
      readonly policies: number;
    }
  /** All that stands in the way, each with the next step. */
  | { readonly ok: false; readonly why: readonly string[] };

export interface Erasing {
  erase(ask: EraseAsk): Promise<EraseDone>;
}
