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

/** A module that fits what is touched. */
export interface ExplainedModule {
  /** A few paths, and how many more. Whoever pushed chose them: free text. */
  readonly touches: string;
  /** The module's title and how long it is to read, and where. */
  readonly next: { readonly text: string; readonly url: string };
  /** Who still has to pass it, by name and in numbers; null where it is only linked. */
  readonly asked: { readonly names: string; readonly counts: string } | null;
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
  readonly modules: readonly ExplainedModule[];
  readonly notes: readonly string[];
  readonly policyDigest: string;
}
