import type { InstallationId, OrgId, RepositoryId } from "./ids.ts";

export interface Installation {
  readonly id: InstallationId;
  readonly orgId: OrgId;
  readonly orgLogin: string;
  readonly accountType: string;
  readonly repositorySelection: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly suspendedAt: Date | null;
  readonly deletedAt: Date | null;
  /** When a full snapshot of who has which access was last complete; null until the first one. */
  readonly baselineAt: Date | null;
}

export type Visibility = "private" | "internal" | "public";

export interface Repository {
  readonly id: RepositoryId;
  readonly installationId: InstallationId;
  readonly owner: string;
  readonly name: string;
  readonly visibility: Visibility;
  readonly defaultBranch: string;
  readonly archived: boolean;
  /** As last read; left out while they could not be. No delivery tells all of them. */
  readonly properties?: RepositoryProperties;
  /** A rule is in force, or is about to be, that asks for our check on the default branch. */
  readonly requiresCheck?: boolean;
}

/** Custom properties of a repository by name; null: defined, and not set here. */
export type RepositoryProperties = Readonly<Record<string, string | readonly string[] | null>>;
