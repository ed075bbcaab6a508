import type { AccountId, DecisionId, OrgId, PersonId, RepositoryId } from "../ids.ts";
import type { HoldCause, SeatTarget } from "./holds.ts";

export const EFFECT_CHANGES = ["add", "remove", "set-role", "invite", "cancel-invitation"] as const;
export type EffectChange = (typeof EFFECT_CHANGES)[number];

/**
 * One write to GitHub. It is committed before the write is sent and completed after the look that verified it, so that
 * after a crash at any point the next look knows what may have been done.
 */
export interface AccessEffect {
  readonly id: string;
  readonly hold: string | null;
  readonly orgId: OrgId;
  readonly account: AccountId;
  readonly target: SeatTarget;
  readonly change: EffectChange;
  readonly cause: HoldCause | null;
  /** Roles; null: none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly decisionId: DecisionId;
  readonly plannedAt: Date;
  readonly doneAt: Date | null;
  /** `undone`: it turned out not to have been written; else why GitHub refused. */
  readonly outcome: "done" | "undone" | "synced" | "no-member" | "gone" | "refused" | "invitation-limit" | null;
}

export interface AccessEffectStore {
  plan(effects: readonly Omit<AccessEffect, "doneAt" | "outcome">[]): Promise<void>;
  finish(id: string, at: Date, outcome: NonNullable<AccessEffect["outcome"]>): Promise<void>;
  /** Everything of the account, oldest first: what we once gave is known as ours for ever. */
  ofAccount(org: OrgId, account: AccountId): Promise<readonly AccessEffect[]>;
}

/** A team or repository whose seats wait for training: from when on, so that older seats are not taken for new ones. */
export interface GateState {
  readonly key: string;
  readonly since: Date;
  /** Since when GitHub refuses writes, because an identity provider keeps the team. */
  readonly syncedAt: Date | null;
  /** When one was last tried. */
  readonly triedAt: Date | null;
}

/** What is remembered of one seat, for as long as somebody has it since `since`. */
export interface SeatState {
  readonly key: string;
  readonly since: Date;
  /** A look let it stand, with this role: from then on it is not a new one. */
  readonly stoodAt: Date | null;
  readonly stoodRole: string | null;
  /** Since when something is missing there. */
  readonly missingSince: Date | null;
  /** Somebody gives it again each time that it is taken. */
  readonly conflictAt: Date | null;
}

/** The decision that stands for an account, with all that it rested on. */
export interface AccessDecided {
  readonly id: DecisionId;
  readonly orgId: OrgId;
  readonly account: AccountId;
  readonly verdictSha256: string;
  readonly factsSha256: string;
  /** Plain JSON of `AccessFacts` and `AccessDecision`; null once their term is over. */
  readonly facts: unknown;
  readonly tree: unknown;
  readonly decidedAt: Date;
  readonly changesAt: Date | null;
}

export interface AccessGateStore {
  gatesOf(org: OrgId): Promise<readonly GateState[]>;
  /** Those that are known keep their date. */
  openGates(org: OrgId, gates: readonly Pick<GateState, "key" | "since">[]): Promise<void>;
  /** Seats there are no longer gated: what is given meanwhile is not new when they are again. */
  closeGates(org: OrgId, keys: readonly string[]): Promise<void>;
  /** GitHub refused a write now; since when it does so is kept. */
  markSynced(org: OrgId, key: string, at: Date): Promise<void>;
  /** Of all who want to try a write again, one is answered true: where none was tried after `lastBefore`. */
  takeTry(org: OrgId, key: string, lastBefore: Date, at: Date): Promise<boolean>;
  /** GitHub took a write. False where none was refused. */
  clearSynced(org: OrgId, key: string): Promise<boolean>;
  /** All gates were looked at: what is not gated by now was not gated then. */
  markPassed(org: OrgId, at: Date): Promise<void>;
  passedAt(org: OrgId): Promise<Date | null>;
  /** All teams of the organisation, as last seen. */
  teams(org: OrgId): Promise<readonly { readonly id: number; readonly slug: string }[]>;
  /** Of these accounts those of which anything was decided, or for which something waits, and in which organisation. */
  concerned(accounts: readonly AccountId[]): Promise<readonly { readonly orgId: OrgId; readonly account: AccountId }[]>;
  seatsOf(org: OrgId, account: AccountId): Promise<readonly SeatState[]>;
  saveSeats(org: OrgId, account: AccountId, seats: readonly SeatState[]): Promise<void>;
  /** Seats that somebody gives again each time. */
  conflicts(org: OrgId): Promise<readonly (Pick<SeatState, "key" | "conflictAt"> & { readonly account: AccountId })[]>;
  lastDecided(org: OrgId, account: AccountId): Promise<AccessDecided | null>;
  saveDecided(decided: AccessDecided): Promise<void>;
  moveChangesAt(id: DecisionId, changesAt: Date | null): Promise<void>;
  /**
   * Accounts that have a seat now in one of these teams or repositories, or for whom something waits; by id, those after
   * `after`.
   */
  accountsIn(
    org: OrgId,
    where: { readonly teams: readonly number[]; readonly repositories: readonly RepositoryId[] },
    page: { readonly after: AccountId | null; readonly limit: number },
  ): Promise<readonly AccountId[]>;
  /** Members of the organisation, as last seen. */
  countMembers(org: OrgId): Promise<number>;
}

/** Why a run waits for an admin, or that it went through. */
export type RunKind =
  /** Seats that lapsed, or are older than the gate and past their deadline; of leavers, where that needs no word. */
  | "removals"
  /** Of people who left, by the roster. */
  | "leavers"
  /** Of accounts that look like machines. */
  | "machines"
  /** More new seats in an hour than people join. */
  | "holds";

/** Seats that would be taken together: all of them, or none. */
export interface AccessRun {
  readonly id: string;
  readonly orgId: OrgId;
  readonly kind: RunKind;
  readonly at: Date;
  readonly asked: number;
  /** Taken already in the hour before. */
  readonly taken: number;
  readonly cap: number | null;
  /** Of what is asked, so that the same is not asked twice. */
  readonly digest: string;
  readonly state: "passed" | "held" | "released" | "dropped";
  readonly endedAt: Date | null;
  readonly endedBy: PersonId | null;
}

/** One seat that a run is about. `since` is the seat's: one that is given anew is another one. */
export interface AccessAsk {
  readonly account: AccountId;
  readonly key: string;
  readonly cause: HoldCause;
  readonly since: Date;
}

export interface AccessRunStore {
  save(run: AccessRun, asks: readonly AccessAsk[]): Promise<void>;
  find(id: string): Promise<AccessRun | null>;
  listHeld(org: OrgId): Promise<readonly AccessRun[]>;
  asksOf(run: string): Promise<readonly AccessAsk[]>;
  /** False where it does not wait any more. */
  end(id: string, how: "released" | "dropped", by: PersonId | null, at: Date): Promise<boolean>;
  /** What runs allow to be taken from the account: those that passed or were released from `since` on. */
  allowed(org: OrgId, account: AccountId, since: Date): Promise<readonly AccessAsk[]>;
  /** How many seats the runs of a kind that passed by themselves from `since` on were about. */
  takenSince(org: OrgId, kind: RunKind, since: Date): Promise<number>;
}
