import type { Access } from "../../domain/access.ts";
import type { RunKind } from "../../domain/stores/access-gate.ts";
import type { HoldCause, Instead, SeatTarget } from "../../domain/stores/holds.ts";
import type { Level, Mode } from "../../policy/policy.ts";
import type { LayerVerdict, Outcome } from "../decision.ts";

export type SeatVerdict = "keep" | "hold" | "grant" | "lapse" | "pre_existing" | "leave" | "unmanaged";

/** Why nothing is done about a seat though something is missing, or why nobody is asked. */
export type SeatWhy =
  /** An organisation's owner has every repository, whatever their seats. */
  | "owner"
  /** An identity provider keeps the team. */
  | "synced"
  /** The enterprise keeps the team. */
  | "enterprise"
  | "managed"
  /** The policy lists the account as a machine. */
  | "machine"
  /** It looks like one, and is neither listed nor on a roster. */
  | "machine-like"
  /** Somebody gives it again each time. */
  | "conflict"
  /** They could not be left the reading that they have. */
  | "reading"
  /** Not a member: what is taken could only be given back by an invitation. */
  | "outside"
  /** The App may not write this. */
  | "not-granted"
  /** GitHub would not do it less than a day ago. */
  | "refused"
  /** The repository is none that the installation reaches: nothing can be written there. */
  | "out-of-reach";

/** What is to be done about one seat; `plan` says by which writes. */
export type Act =
  | {
      readonly kind: "withdraw";
      readonly cause: Exclude<HoldCause, "asked">;
      /** The role that is left there; null: the seat goes. */
      readonly leave: Access | null;
      /** Where reading is kept meanwhile, if it has to be given first. */
      readonly instead: Instead | null;
    }
  | { readonly kind: "cancel-invitation"; readonly invitation: number }
  /** Of an invitation, these of its teams. */
  | { readonly kind: "give"; readonly teams: readonly number[] }
  /** Nothing waits any more, though we gave nothing. */
  | { readonly kind: "end"; readonly how: "dropped" | "granted" };

/** Needs a word first: of a run with others, or of an admin. */
export interface Ask {
  readonly cause: Exclude<HoldCause, "asked">;
  readonly kind: RunKind;
}

/** Where the person stands in a layer that the seat asks for. */
export interface SeatLayer extends LayerVerdict {
  /** The courses that open it. */
  readonly courses: readonly string[];
  /** Of somebody to whom it is missing: until when a waiver spared it. ISO 8601. */
  readonly sparedUntil?: string;
}

export interface SeatDecision {
  readonly target: SeatTarget;
  /** The hold that waits for it. */
  readonly hold: string | null;
  /** They have it now, with the role of `target`. */
  readonly present: boolean;
  readonly gated: boolean;
  readonly level: Level;
  readonly mode: Mode;
  readonly managedBy?: string;
  readonly layers: readonly SeatLayer[];
  readonly outcome: Outcome;
  readonly verdict: SeatVerdict;
  readonly why?: SeatWhy;
  readonly act: Act | null;
  readonly ask: Ask | null;
  /** Something is done about it, or was done and holds. */
  readonly enforced: boolean;
  /** Access that is older than the gate stays until then, as does what a waiver allowed that is over. ISO 8601. */
  readonly deadline: string | null;
  readonly changesAt: string | null;
}

/** What one account may have, seat by seat. Seats that no policy gates are not in it. */
export interface AccessDecision {
  readonly outcome: Outcome;
  readonly policyDigest: string;
  readonly undecided: readonly string[];
  readonly seats: readonly SeatDecision[];
  /** The next instant at which time alone changes this; null if none does. ISO 8601. */
  readonly changesAt: string | null;
}
