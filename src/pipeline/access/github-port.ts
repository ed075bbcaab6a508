import type { Access } from "../../domain/access.ts";
import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { AccountName } from "../../domain/pull-request.ts";

/** An account by its id. The login is only what it was called when last seen: it can change, and be taken by another. */
export type NamedAccount = Pick<AccountName, "id" | "login">;

/** A team by its id. The slug is what GitHub's routes name it by, and changes with the team's name. */
export interface TeamName {
  readonly id: number;
  readonly slug: string;
}

export type TeamRole = "member" | "maintainer";

export interface AskedSeats {
  readonly teams: readonly TeamName[];
  readonly repositories: readonly Repository[];
}

/** What one account has of its own, as GitHub says now. What it has through others (a parent team, the base permission) is not in it. */
export interface AccountAccess {
  /** What the account is called now; to be used for every write that follows from this look. */
  readonly login: string;
  readonly membership: {
    readonly state: "active" | "pending" | "none";
    readonly role: "member" | "owner" | null;
  };
  /** Own seats in the teams asked about. `pending`: they come with the invitation that waits. */
  readonly teams: readonly (TeamName & { readonly role: TeamRole; readonly state: "active" | "pending" })[];
  /** Direct roles in the repositories asked about. */
  readonly repositories: readonly { readonly id: RepositoryId; readonly role: Access }[];
  readonly invitation: { readonly id: number; readonly teamIds: readonly number[] } | null;
}

export type NamedSeat =
  | { readonly kind: "team"; readonly team: TeamName }
  | { readonly kind: "repository"; readonly repository: Repository };

/**
 * What the access gate asks of GitHub: reading only. Both throw `GitHubUnavailableError` or `InstallationUnusableError`,
 * and never take an error for "has no access".
 */
export interface AccessReader {
  /**
   * Two requests (one more for each 50 repositories asked about); two more where an invitation waits, whose teams no
   * other answer names; and one, with the look repeated, where the account's login has changed. Null: GitHub has no
   * such account any more.
   */
  readAccount(installation: Installation, account: NamedAccount, asked: AskedSeats): Promise<AccountAccess | null>;
  /** The role of this one seat of the account's own; null where it has none. One request. */
  verifySeat(installation: Installation, account: NamedAccount, seat: NamedSeat): Promise<TeamRole | Access | null>;
}

/**
 * Why GitHub did not do it. `synced`: 403 on a team, which an identity provider keeps; `no-member`: the account would
 * have to be a member first; `gone`: account, team or repository is no longer there; `refused`: anything else that
 * asking again will not change.
 */
export type WriteRefusal = "synced" | "no-member" | "gone" | "refused" | "invitation-limit";

export type WriteOutcome =
  | { readonly ok: true; readonly state: "active" | "pending" | "gone" }
  | { readonly ok: false; readonly why: WriteRefusal; readonly status: number };

/**
 * Changes access. Each is one request in the installation's pace, safe to repeat, and answers `refused` and its like as
 * values; a failure that may pass throws. What is already gone is removed.
 *
 * GitHub makes an invitation of `addToTeam` for who is no member, and of `setCollaborator` for who is neither member nor
 * collaborator: whoever calls them has looked first. A team that was renamed is found again by its id, which costs a
 * request for each 100 teams.
 */
export interface AccessWriter {
  addToTeam(installation: Installation, account: NamedAccount, team: TeamName, role: TeamRole): Promise<WriteOutcome>;
  removeFromTeam(installation: Installation, account: NamedAccount, team: TeamName): Promise<WriteOutcome>;
  setCollaborator(
    installation: Installation,
    account: NamedAccount,
    repository: Repository,
    role: Exclude<Access, "none">,
  ): Promise<WriteOutcome>;
  removeCollaborator(installation: Installation, account: NamedAccount, repository: Repository): Promise<WriteOutcome>;
  /** As a member, with seats in these teams on acceptance. */
  invite(installation: Installation, account: NamedAccount, teamIds: readonly number[]): Promise<WriteOutcome>;
  cancelInvitation(installation: Installation, invitationId: number): Promise<WriteOutcome>;
}
