import type { Installation, Repository } from "../../domain/installation.ts";
import type { NamedAccount } from "../access/github-port.ts";

/** What the channel through a repository asks of GitHub. All throw `GitHubUnavailableError` or `InstallationUnusableError`. */
export interface Onboarding {
  /** One request. Null: it is gone, or the installation does not reach it. */
  readState(
    repository: Repository,
  ): Promise<{ readonly visibility: Repository["visibility"]; readonly hasIssues: boolean } | null>;
  /** Whether the account can read it now, by whichever way. One request. */
  canRead(repository: Repository, login: string): Promise<boolean>;
  /** Among the issues that mention the account, or all of ours where nobody is named: the one whose text holds `marker`. */
  findIssue(
    repository: Repository,
    asked: { readonly mentioned: string | null; readonly marker: string },
  ): Promise<number | null>;
  openIssue(repository: Repository, issue: { readonly title: string; readonly body: string }): Promise<number>;
  /** Null: the issue is gone, or locked. */
  comment(repository: Repository, issue: number, body: string): Promise<{ readonly id: number } | null>;
}

/** Lets somebody read the repository, by the team that the policy names for that. */
export interface Readers {
  /** False where they are no active member, or GitHub refused. Never an invitation. */
  letIn(
    installation: Installation,
    account: NamedAccount,
    team: { readonly id: number; readonly slug: string },
  ): Promise<boolean>;
}
