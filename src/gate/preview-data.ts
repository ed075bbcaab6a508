import type { AccountId, RepositoryId } from "../domain/ids.ts";
import type { Decision } from "./decision.ts";

/** One head decided twice: as it is decided now, and as it would be. `before` is null where nothing is in force. */
export interface TwoDecisions {
  readonly repository: { readonly id: RepositoryId; readonly owner: string; readonly name: string };
  readonly before: Decision | null;
  readonly after: Decision;
}

export interface PreviewedPull {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
}

export interface PreviewedPerson {
  readonly account: AccountId;
  readonly login: string;
  /** `withheld`: holds up a merge that is open now. `asked`: is told what is missing, and merges. */
  readonly newly: "withheld" | "asked";
  /** Ids of the courses that they would lack then and are not asked for now, and modules as `course/module`. */
  readonly needs: readonly string[];
  readonly pulls: readonly PreviewedPull[];
}

/** What a change would do, as plain data: sorted, and the same for the same state. */
export interface Preview {
  /** Open pull requests that the change was tried on. */
  readonly open: number;
  readonly newlyBlocked: readonly PreviewedPull[];
  readonly newlyOpen: readonly PreviewedPull[];
  /** Of which a source did not answer: they would not be let through, and may yet turn out well. */
  readonly undecided: readonly PreviewedPull[];
  readonly people: readonly PreviewedPerson[];
  /** Where something changes, by `owner/name`. */
  readonly repositories: readonly {
    readonly repository: string;
    readonly id: RepositoryId;
    readonly newlyBlocked: number;
    readonly newlyOpen: number;
    readonly undecided: number;
  }[];
}

/** How many newly block if what cannot be told turns out badly: as far as a cap goes, they do. */
export function blockedAtWorst({ newlyBlocked, undecided }: Pick<Preview, "newlyBlocked" | "undecided">): number {
  return newlyBlocked.length + undecided.length;
}

export function pullsOf({ repository, after }: TwoDecisions): readonly PreviewedPull[] {
  return after.pullRequests.map((number) => ({ repository: fullName(repository), number }));
}

export function fullName({ owner, name }: TwoDecisions["repository"]): string {
  return `${owner}/${name}`;
}

export function byPlace(a: PreviewedPull, b: PreviewedPull): number {
  return compare(a.repository, b.repository) || a.number - b.number;
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
