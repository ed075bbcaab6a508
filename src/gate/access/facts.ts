import type { Access } from "../../domain/access.ts";
import type { AccountId, PersonId, RepositoryId } from "../../domain/ids.ts";
import type { RepositoryProperties, Visibility } from "../../domain/installation.ts";
import type { EffectChange } from "../../domain/stores/access-gate.ts";
import type { HoldCause, Instead, SeatTarget } from "../../domain/stores/holds.ts";
import type { Facts, PersonFacts, WaiverFact } from "../facts.ts";

/** A repository as scopes and rules see it. */
export interface ReachedRepository {
  readonly id: RepositoryId;
  readonly name: string;
  readonly visibility: Visibility;
  readonly archived: boolean;
  readonly properties?: RepositoryProperties;
  /** The role that the team has there; of a direct seat the seat itself says it. */
  readonly role: Access;
}

/** A team that somebody has a seat in, waits for, or could be moved to. */
export interface TeamFacts {
  readonly id: number;
  readonly slug: string;
  /** With what it has through its parents. */
  readonly repositories: readonly ReachedRepository[];
  /** GitHub refused a write before: an identity provider keeps it. */
  readonly synced: boolean;
  /** The enterprise says who is on it. Left out where the organisation does. */
  readonly isEnterprises?: true;
}

/** One seat of the account's own. Instants are ISO 8601. */
export interface SeatFacts {
  readonly target: Exclude<SeatTarget, { kind: "organisation" }>;
  readonly since: string;
  readonly roleSince: string;
  /** From when on seats there wait for training; null: they did not until now. */
  readonly gatedSince: string | null;
  /** It was there when the installation's first look came. */
  readonly preExisting: boolean;
  readonly grantedByUs: boolean;
  /** The role with which an earlier look let it stand; null: none did. */
  readonly stood: string | null;
  /** Since when something is missing there, as looks saw it. */
  readonly missingSince: string | null;
  /** When an admin last gave it whatever was missing. Left out where none did. */
  readonly releasedAt?: string;
  /** Somebody gave it again each time that it was taken. */
  readonly conflict: boolean;
  /** How often it was taken in the last day. */
  readonly takenLately: number;
  /** The causes for which a run let it be taken. */
  readonly allowed: readonly HoldCause[];
}

export interface HoldFacts {
  readonly id: string;
  readonly target: SeatTarget;
  readonly cause: HoldCause;
  readonly instead: Instead | null;
  /** GitHub showed that it is gone, or it never was there. */
  readonly withdrawn: boolean;
  readonly released: boolean;
}

/** As `WaiverFact`, with the patterns of repository names that it is for; none: all. */
export type WaiverOnSome = WaiverFact & { readonly repositories: readonly string[] };

/** Giving or taking the seat of this key (`targetKey`). */
export interface Refusal {
  readonly key: string;
  readonly change: EffectChange;
}

/** All that one decision on somebody's access rests on, as a plain record. */
export interface AccessFacts
  extends Pick<PersonFacts, "roles" | "startedAt" | "leftAt" | "completions">,
    Pick<Facts, "courses"> {
  readonly asOf: string;
  readonly account: {
    readonly id: AccountId;
    /** For display. */
    readonly login: string;
    readonly type: string;
    readonly person: PersonId | null;
    readonly membership: "active" | "pending" | "none";
    readonly isOwner: boolean;
    readonly onRoster: boolean;
  };
  readonly waivers: readonly WaiverOnSome[];
  /** Those that were in force and are over, up to when they were. Left out where there are none. */
  readonly waiversOver?: readonly WaiverOnSome[];
  /** What GitHub would not write in the last day: it is not asked again before. Left out where it is nothing. */
  readonly refusals?: readonly Refusal[];
  /** The App may change members of teams and invite; roles of single accounts on repositories. */
  readonly may: { readonly members: boolean; readonly repositories: boolean };
  readonly teams: readonly TeamFacts[];
  /** Those of direct seats, present or waited for. */
  readonly repositories: readonly Omit<ReachedRepository, "role">[];
  readonly seats: readonly SeatFacts[];
  readonly holds: readonly HoldFacts[];
  /** One that waits to be accepted and is not ours; `teamIds` null: not read yet. */
  readonly invitation: { readonly id: number | null; readonly teamIds: readonly number[] | null } | null;
  /** How many more new seats may be taken in this hour. */
  readonly holdsLeft: number;
  /** When they were first told, so that it reached them, of a deadline for access that is older than the gate. */
  readonly toldOfDeadline: string | null;
  /** Sources that did not answer: while there is one, nothing is decided. */
  readonly missing: readonly string[];
}
