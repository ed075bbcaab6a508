import type { AccountId, InstallationId, OrgId, PersonId, RepositoryId } from "./ids.ts";

/** What a check is about: every open pull request with this head shares one run, so they share one verdict. */
export interface Head {
  readonly repositoryId: RepositoryId;
  readonly headSha: string;
}

/** A group of a merge queue: `headSha` is the commit that GitHub built for it, and `baseRef` the branch that it goes to. */
export interface MergeGroup extends Head {
  readonly baseRef: string;
}

/**
 * What a delivery, a timer or a sweep asks to have looked at. It names things and says nothing about them:
 * facts are read when the job runs, so that lost, repeated and reordered deliveries do not matter.
 */
export type Subject =
  | ({ readonly kind: "head" } & Head)
  /** A pull request whose head is not known here, asked for by number. `commentId` gets a reaction. */
  | {
      readonly kind: "recheck";
      readonly repositoryId: RepositoryId;
      readonly number: number;
      readonly commentId: number;
    }
  /** A merge to record with the verdict that it met. `mergeSha` is the commit that it left on the base. */
  | ({
      readonly kind: "merge";
      readonly number: number;
      readonly mergedById: number | null;
      readonly mergeSha: string | null;
      /** ISO 8601, as GitHub has it; null where that is not known. */
      readonly mergedAt: string | null;
      /** No delivery told of it. */
      readonly found?: boolean;
    } & Head)
  | ({ readonly kind: "group" } & MergeGroup)
  /**
   * What came onto the default branch. `tip`: the commit that a push left there, of which somebody may have told by now;
   * null: read it in any case.
   */
  | { readonly kind: "landings"; readonly repositoryId: RepositoryId; readonly tip: string | null }
  /** The installation as a whole: repositories, who has access, open pull requests without their verdict. */
  | { readonly kind: "installation"; readonly installationId: InstallationId }
  /** What changed in the installation lately, as far as GitHub finds it with little effort. */
  | { readonly kind: "recent"; readonly installationId: InstallationId }
  /** Who is to be trained, and whose account is whose. `read`: GitHub is asked what the identity provider tells. */
  | { readonly kind: "roster"; readonly installationId: InstallationId; readonly read: boolean }
  /** A roster's file that an administrator looked at and let in. */
  | {
      readonly kind: "roster-file";
      readonly snapshotId: string;
      readonly person: PersonId;
      readonly account: AccountId;
      readonly confirmShrink: boolean;
    }
  /** The organisation's policy file may have changed. */
  | { readonly kind: "policy"; readonly installationId: InstallationId }
  /** A head that may bring another policy, and the check that says what it would change. */
  | ({ readonly kind: "policy-pull"; readonly rerun: boolean } & Head)
  /** Where our check is required. `told`: GitHub said that a rule changed. */
  | { readonly kind: "rules"; readonly installationId: InstallationId; readonly told?: boolean }
  /** One hook, and one person of whom it is told if there is news. */
  | { readonly kind: "hook"; readonly orgId: OrgId; readonly hookId: string; readonly person: PersonId }
  /** What all hooks of an organisation were told, beside what is true. */
  | { readonly kind: "hooks"; readonly orgId: OrgId }
  /** What one account may have of the organisation, and what waits for it. */
  | { readonly kind: "access"; readonly installationId: InstallationId; readonly accountId: AccountId }
  /** All gated seats of the organisation: what is to be taken together, and whether that may be. */
  | { readonly kind: "access-run"; readonly installationId: InstallationId }
  /** Somebody who may have to be told something: what waits for them, what came, what ends. */
  | { readonly kind: "notice"; readonly installationId: InstallationId; readonly personId: PersonId }
  /** What the people who run this app may have to be told. */
  | { readonly kind: "digest"; readonly installationId: InstallationId };

/** What a check run is about. */
export type CheckSubject = Extract<Subject, { kind: "head" | "group" }>;

/** One job waits for each key: what arrives while it waits is answered by the same look. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case "head":
    case "group":
    case "policy-pull":
      return `${subject.repositoryId}:${subject.headSha}`;
    case "landings":
      return `${subject.repositoryId}:${subject.tip ?? ""}`;
    case "recheck":
      return `${subject.repositoryId}:${subject.number}:${subject.commentId}`;
    case "merge":
      return `${subject.repositoryId}:${subject.number}:${subject.headSha}`;
    case "hook":
      return `${subject.hookId}:${subject.person}`;
    case "hooks":
      return String(subject.orgId);
    case "roster":
      return `${subject.installationId}${subject.read ? ":read" : ""}`;
    case "roster-file":
      return subject.snapshotId;
    case "access":
      return `${subject.installationId}:${subject.accountId}`;
    case "notice":
      return `${subject.installationId}:${subject.personId}`;
    case "digest":
    case "access-run":
    case "installation":
    case "recent":
    case "policy":
    case "rules":
      return String(subject.installationId);
  }
}
