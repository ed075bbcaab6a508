import type { Access } from "../access.ts";
import type { AccountId, DecisionId, OrgId, PersonId, RepositoryId } from "../ids.ts";

/** Access that somebody has, or is meant to have, of their own. */
export type SeatTarget =
  | { readonly kind: "team"; readonly teamId: number; readonly role: "member" | "maintainer" }
  | { readonly kind: "repository"; readonly repositoryId: RepositoryId; readonly role: Access }
  /** To be invited into the organisation, with seats in these teams. */
  | { readonly kind: "organisation"; readonly role: "member"; readonly teamIds: readonly number[] };

/** Names the seat whatever its role: of each, an account has one. */
export function targetKey(target: SeatTarget): string {
  if (target.kind === "team") return `team:${target.teamId}`;
  return target.kind === "repository" ? `repository:${target.repositoryId}` : "organisation";
}

/** Why access waits. `asked`: somebody wants it given on completion; a member's seat, or an invitation. */
export const HOLD_CAUSES = ["new", "lapse", "pre-existing", "leaver", "asked"] as const;
export type HoldCause = (typeof HOLD_CAUSES)[number];

/** Reading that they keep meanwhile: the team that they were moved to, or the role that was left. */
export type Instead =
  | { readonly kind: "reading-team"; readonly teamId: number }
  | { readonly kind: "role"; readonly role: Access };

export interface HeldFor {
  readonly layer: string;
  readonly course: string;
  readonly why: "never" | "expired" | "superseded" | "not-attested";
}

/** Access that waits for training. */
export interface Hold {
  readonly id: string;
  readonly orgId: OrgId;
  readonly account: AccountId;
  readonly person: PersonId;
  /** What was intended, and is given back exactly so. */
  readonly target: SeatTarget;
  readonly cause: HoldCause;
  readonly instead: Instead | null;
  readonly missing: readonly HeldFor[];
  readonly openedAt: Date;
  readonly decisionId: DecisionId;
  /** The first instant at which the access was effective; null: it never was. */
  readonly accessFrom: Date | null;
  /** GitHub showed that the access is gone; null: it never was effective, or the write is not done yet. */
  readonly withdrawnAt: Date | null;
  /** An admin gives it whatever is missing. */
  readonly releasedBy: PersonId | null;
  readonly releasedAt: Date | null;
  readonly ended: { readonly at: Date; readonly how: HoldEnd } | null;
}

export type HoldEnd = "granted" | "released" | "dropped";

export interface HoldStore {
  /** False where one waits for this seat already. */
  open(hold: Omit<Hold, "withdrawnAt" | "releasedBy" | "releasedAt" | "ended">): Promise<boolean>;
  find(id: string): Promise<Hold | null>;
  /** Those that wait. */
  ofAccount(org: OrgId, account: AccountId): Promise<readonly Hold[]>;
  /** Those that an admin released, and that ended by it. */
  releasedOf(org: OrgId, account: AccountId): Promise<readonly Hold[]>;
  /** Those that wait, of whichever account and organisation. */
  ofPerson(person: PersonId): Promise<readonly Hold[]>;
  /** Oldest first; `after` is the id of the last one of the page before. */
  list(
    org: OrgId,
    page: { readonly state: "waiting" | "ended" | "all"; readonly after: string | null; readonly limit: number },
  ): Promise<readonly Hold[]>;
  /** Another `target` is another role of the same seat. */
  update(id: string, change: Partial<Pick<Hold, "target" | "missing" | "instead" | "withdrawnAt">>): Promise<void>;
  /** False where it has ended, or was released already. */
  release(id: string, by: PersonId, at: Date): Promise<boolean>;
  /** False where it has ended already. */
  end(id: string, how: HoldEnd, at: Date): Promise<boolean>;
  countWaiting(org: OrgId): Promise<number>;
  /** How many of this cause were opened from then on. */
  countSince(org: OrgId, cause: HoldCause, since: Date): Promise<number>;
}
