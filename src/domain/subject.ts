import type { InstallationId, RepositoryId } from "./ids.ts";

/** What a check is about: every open pull request with this head shares one run, so they share one verdict. */
export interface Head {
  readonly repositoryId: RepositoryId;
  readonly headSha: string;
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
  /** A merge to record with the verdict on its head. */
  | ({ readonly kind: "merge"; readonly number: number; readonly mergedById: number | null } & Head)
  /** The installation as a whole: repositories, who has access, open pull requests without their verdict. */
  | { readonly kind: "installation"; readonly installationId: InstallationId }
  /** The organisation's policy file may have changed. */
  | { readonly kind: "policy"; readonly installationId: InstallationId };

/** One job waits for each key: what arrives while it waits is answered by the same look. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case "head":
      return `${subject.repositoryId}:${subject.headSha}`;
    case "recheck":
      return `${subject.repositoryId}:${subject.number}:${subject.commentId}`;
    case "merge":
      return `${subject.repositoryId}:${subject.number}:${subject.headSha}`;
    case "installation":
    case "policy":
      return String(subject.installationId);
  }
}
