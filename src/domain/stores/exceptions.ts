import type { ExternalCompletion, ExternalMethod } from "../external-completion.ts";
import type { DecisionId, OrgId, PersonId, RepositoryId } from "../ids.ts";
import type { Head } from "../subject.ts";

/** Who asked, who agreed and who ended it. The one who agrees is never the one who asked. */
export interface TwoPeople {
  readonly requestedBy: PersonId;
  readonly requestedAt: Date;
  /** Null while it waits for a second person; until then it acts on nothing. */
  readonly approvedBy: PersonId | null;
  readonly approvedAt: Date | null;
  /** Declined, where it was not approved; revoked, where it was. Nobody, where the command line does not say who. */
  readonly endedBy: PersonId | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
}

/** What is told at the first; the rest is null. */
export type Asked<Record extends TwoPeople> = Omit<Record, Exclude<keyof TwoPeople, "requestedBy" | "requestedAt">>;

export interface Ending {
  readonly by: PersonId | null;
  readonly at: Date;
  readonly reason: string;
}

/** One person spared one layer for a time. */
export interface Waiver extends TwoPeople {
  readonly id: string;
  readonly orgId: OrgId;
  readonly person: PersonId;
  readonly layer: string;
  /** Patterns of repository names; none: all repositories. */
  readonly repositories: readonly string[];
  readonly startsAt: Date;
  /** It acts up to, and not at, this instant. */
  readonly endsAt: Date;
  /** Under it texts stand in the log as digests. */
  readonly salt: Uint8Array;
  readonly reason: string;
  readonly documentSha256: string | null;
  readonly owner: PersonId;
  /** Decisions that would have been others without it. */
  readonly uses: number;
}

export interface WaiverStore {
  request(waiver: Omit<Asked<Waiver>, "uses">): Promise<void>;
  find(id: string): Promise<Waiver | null>;
  findAll(ids: readonly string[]): Promise<readonly Waiver[]>;
  /** Newest first. */
  listOf(org: OrgId): Promise<readonly Waiver[]>;
  /** Approved, not revoked, and not over at `at`: those in force, and those that will be. */
  listStanding(org: OrgId, people: readonly PersonId[], at: Date): Promise<readonly Waiver[]>;
  /** Approved, and in force until before `at`: each ends (`endsAt`) when it did, a revoked one at its revocation. */
  listOver(org: OrgId, person: PersonId, at: Date): Promise<readonly Waiver[]>;
  /** It acts from `startsAt` on, never from before. False where it does not wait for that any more. */
  approve(id: string, by: PersonId, at: Date, startsAt: Date): Promise<boolean>;
  /** False where it has ended already. */
  end(id: string, ending: Ending): Promise<boolean>;
  /** Idempotent. */
  recordUse(ids: readonly string[], decision: DecisionId): Promise<void>;
}

/** Two administrators let one head through for some hours. */
export interface BreakGlass extends TwoPeople, Head {
  readonly id: string;
  readonly orgId: OrgId;
  readonly repositoryId: RepositoryId;
  readonly number: number;
  readonly hours: number;
  /** Set when it is approved: it acts up to, and not at, this instant. */
  readonly endsAt: Date | null;
  readonly salt: Uint8Array;
  readonly reason: string;
  readonly reviewedBy: PersonId | null;
  readonly reviewedAt: Date | null;
  readonly reviewNote: string | null;
}

export interface BreakGlassStore {
  request(asked: Omit<Asked<BreakGlass>, "endsAt" | "reviewedBy" | "reviewedAt" | "reviewNote">): Promise<void>;
  find(id: string): Promise<BreakGlass | null>;
  /** Newest first. */
  listOf(org: OrgId): Promise<readonly BreakGlass[]>;
  /** Those that let any of these commits of the repository through at `at`. */
  listInForce(repository: RepositoryId, headShas: readonly string[], at: Date): Promise<readonly BreakGlass[]>;
  /** False where it does not wait for that any more. */
  approve(id: string, by: PersonId, at: Date, endsAt: Date): Promise<boolean>;
  /** False where it has ended already. */
  end(id: string, ending: Ending): Promise<boolean>;
  /** False where it was never approved, or was reviewed before. */
  review(id: string, by: PersonId, at: Date, note: string): Promise<boolean>;
}

/** Completions of another learning system, from one file. */
export interface ImportBatch extends TwoPeople {
  readonly id: string;
  readonly orgId: OrgId;
  /** Which system, as the map of its columns calls it. */
  readonly source: string;
  readonly method: ExternalMethod;
  readonly fileSha256: string;
  readonly rows: number;
  readonly rejected: number;
  /** Rows that an earlier file had brought already. */
  readonly known: number;
}

export interface ImportRow extends ExternalCompletion {
  /** Digest of what the row says of whom: a second file with it brings nothing new. */
  readonly rowSha256: string;
  readonly person: PersonId;
}

export interface ImportStore {
  /** Which of these rows an earlier file brought. */
  knownAmong(rowSha256s: readonly string[]): Promise<ReadonlySet<string>>;
  /** Throws if a row is known: look first, in the same transaction or not, and nothing is half done. */
  request(batch: Asked<ImportBatch>, rows: readonly ImportRow[]): Promise<void>;
  find(id: string): Promise<ImportBatch | null>;
  /** Newest first. */
  listOf(org: OrgId): Promise<readonly ImportBatch[]>;
  /** In the order of the file. */
  rowsOf(id: string): Promise<readonly ImportRow[]>;
  /** False where it does not wait for that any more. */
  approve(id: string, by: PersonId, at: Date): Promise<boolean>;
  /** Its rows go with it, so that a mended file can bring them again. False where it does not wait any more. */
  decline(id: string, ending: Ending): Promise<boolean>;
}
