import type { PersonVerdict } from "./decision.ts";

/** Where the texts lead. `decision` is absent for a decision that is not stored (a preview). */
export interface Links {
  readonly course: (courseId: string) => string;
  readonly decision: string | null;
  readonly linkEmail: string;
}

export interface ExplainedPerson {
  readonly login: string;
  readonly account: number;
  /** The weightiest of `author`, `pusher`, `wrote 2 commits`, `co-author`. */
  readonly parts: readonly string[];
  readonly outcome: PersonVerdict["outcome"];
  readonly required: boolean;
  /** What is missing, or why nothing is asked. */
  readonly needs: string;
  readonly next: { readonly text: string; readonly url: string } | null;
  /** Why it is missing (never, expired on …): for those who may see it. */
  readonly detail: readonly string[];
  /** The rules that ask, in words. */
  readonly because: readonly string[];
}

/** A decision in words, once: check run, page and command line print this same record. */
export interface Explanation {
  readonly title: string;
  readonly lead: string;
  readonly people: readonly ExplainedPerson[];
  readonly findings: readonly {
    readonly text: string;
    readonly next: { readonly text: string; readonly url: string } | null;
  }[];
  readonly notes: readonly string[];
  readonly policyDigest: string;
}
