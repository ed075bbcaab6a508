import type { AccountId, PersonId } from "../../domain/ids.ts";
import type { HoldCause } from "../../domain/stores/holds.ts";

/** A course that somebody lacks, as they are told of it. */
export interface CourseNews {
  readonly id: string;
  readonly title: string;
  /** `about 45 min`; null where the course is not there to be looked at. */
  readonly time: string | null;
}

export interface HoldNews {
  readonly id: string;
  readonly cause: HoldCause;
  /** What is held, in words: `the team payments`. */
  readonly what: string;
  /** What they keep meanwhile, in words; null: nothing of it. */
  readonly instead: string | null;
  readonly courses: readonly CourseNews[];
}

/** Access that waited and has come. */
export interface GrantNews {
  readonly hold: string;
  readonly what: string;
  readonly at: Date;
}

export interface LayerNews {
  readonly layer: string;
  readonly state: "met" | "grace" | "missing";
  /** Met: when it ends. Grace: when that ends. Null: never, or it has ended. */
  readonly until: Date | null;
  /** By a waiver and not by training. */
  readonly waived: boolean;
  /** What renews it, or what is missing. */
  readonly courses: readonly CourseNews[];
  /** Of access that is older than this app: until when the training has to be there. */
  readonly deadline: Date | null;
}

/** A policy that they have to know, and not yet accepted where that is asked of them. */
export interface DocumentNews {
  /** By which it is known that they were told of this wording. */
  readonly key: string;
  readonly title: string;
  /** Where it is read. */
  readonly url: string;
  /** `YYYY-MM-DD` */
  readonly effectiveOn: string;
  /** Null: nobody is asked to accept it. */
  readonly acceptWithinDays: number | null;
  /** Its text, for whom its page cannot be read by. */
  readonly text: string | null;
}

/** Where somebody stands, as far as they may have to be told. */
export interface PersonNews {
  readonly person: PersonId;
  readonly accounts: readonly { readonly id: AccountId; readonly login: string }[];
  readonly holds: readonly HoldNews[];
  readonly grants: readonly GrantNews[];
  readonly layers: readonly LayerNews[];
  readonly documents: readonly DocumentNews[];
}
