import type { Access } from "../domain/access.ts";
import type { AccountId, PersonId, RepositoryId } from "../domain/ids.ts";
import type { RepositoryProperties, Visibility } from "../domain/installation.ts";

/** Why somebody is on a pull request. */
export type Part =
  | { readonly kind: "author"; readonly number: number }
  | { readonly kind: "pusher" }
  /** Answers for a bot on this pull request. Found by the decision: facts never hold it. */
  | { readonly kind: "sponsor"; readonly number: number }
  | { readonly kind: "commit-author"; readonly shas: readonly string[] }
  | { readonly kind: "co-author"; readonly shas: readonly string[] };

export interface CompletionFact {
  readonly course: string;
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly completedAt: string;
  readonly attestedAt: string | null;
  /** How it was come by, where that is not our own quiz. */
  readonly method?: "import" | "classroom" | "simulation" | "on-the-job";
  /** A quiz on what a minor version changed, which prolongs nothing. */
  readonly kind?: "delta";
}

/** A layer that the person is spared in this repository, from `from` up to, and not at, `until`. ISO 8601. */
export interface WaiverFact {
  readonly waiver: string;
  readonly layer: string;
  readonly from: string;
  readonly until: string;
}

export interface PersonFacts {
  readonly person: PersonId | null;
  readonly account: AccountId;
  /** For display; it may have changed hands since. */
  readonly login: string;
  readonly type: string;
  /** None for who was only assigned or approves: they may answer for a bot, and are otherwise not asked. */
  readonly parts: readonly Part[];
  /** Effective role on the base repository, as observed. */
  readonly access: Access;
  /** Member of the organisation or collaborator of the base repository. */
  readonly belongs: boolean;
  /** Job roles, by all sources of the roster that name them; empty where none does. */
  readonly roles: readonly string[];
  /** Their first day, where the roster tells it. ISO 8601. */
  readonly startedAt?: string;
  /** Set where every source of the roster that knew them says that they are gone. ISO 8601. */
  readonly leftAt?: string;
  readonly teams: readonly string[];
  readonly completions: readonly CompletionFact[];
  /** Approved, and neither revoked nor over. Left out where there are none. */
  readonly waivers?: readonly WaiverFact[];
  /** Of the modules that `touched` requires, as `course/module`: passed in the course's major version in force. */
  readonly passedModules?: readonly string[];
}

/** A rule of the policy about paths that fits what the pull requests change. */
export interface TouchedFact {
  /** By its index in `pull_requests.paths`. */
  readonly rule: number;
  /** Of the module, and how long it is to read: for what is shown. */
  readonly title: string;
  readonly minutes: number;
  /** It has no quiz of its own: it is passed with its course. */
  readonly withCourse?: true;
  /** A few of the paths that fit, as they are shown. None: GitHub does not list them all, and it cannot be told. */
  readonly paths: readonly string[];
  /** How many more of those that were read fit. */
  readonly more: number;
  /** Not all were read: there may be others. */
  readonly isPart?: true;
}

/** A commit whose git author GitHub links to nobody. */
export interface UnlinkedCommit {
  readonly sha: string;
  /** Address as written in the commit: free text. Shown on private repositories only. */
  readonly email: string;
  readonly name: string;
}

export interface PullRequestFacts {
  readonly number: number;
  readonly baseRef: string;
  readonly draft: boolean;
  readonly author: AccountId | null;
  readonly commits: number;
  /** Who may answer for a bot on it; absent in decisions of before this was read. */
  readonly backing?: {
    /** Those of `pushers` who pushed to this one. */
    readonly pushedBy: readonly AccountId[];
    /** Who asked bots for commits in it, in the bots' own words. */
    readonly requests: readonly Request[];
    /** Everybody who was ever assigned; `by` is null for an account that is gone, `still` is true for who is now. */
    readonly assigned: readonly {
      readonly account: AccountId;
      readonly by: AccountId | null;
      readonly still: boolean;
    }[];
    /** Approve this very head, and may write here as GitHub tells. */
    readonly approvedBy: readonly AccountId[];
  };
}

/** A bot wrote a commit, GitHub signed it, and the bot names this account in it as a co-author. */
export interface Request {
  readonly bot: AccountId;
  readonly account: AccountId;
}

/**
 * All that one decision rests on, as a plain record: the same facts and policy always decide the same.
 * Dates are ISO 8601 strings, so that the stored facts are the facts.
 */
export interface Facts {
  readonly asOf: string;
  readonly repository: {
    readonly id: RepositoryId;
    readonly owner: string;
    readonly name: string;
    readonly visibility: Visibility;
    readonly archived: boolean;
    /** Those that scopes of the policy name, as last read. Left out where none does, and where they could not be read. */
    readonly properties?: RepositoryProperties;
  };
  readonly headSha: string;
  /**
   * Set for a merge group: `headSha` is then the commit that GitHub built for it, and the pull requests are all that it
   * would merge, first in the queue first. `pushersKnown` says whether that holds for each of their heads.
   */
  readonly mergeGroup?: { readonly baseRef: string; readonly pushersKnown: boolean };
  readonly pullRequests: readonly PullRequestFacts[];
  readonly people: readonly PersonFacts[];
  /** The accounts that pushed what did not pass before; empty where no delivery told it. */
  readonly pushers: readonly AccountId[];
  readonly unlinked: readonly UnlinkedCommit[];
  /**
   * SHAs of `unlinked` for which nobody answers: no pusher is known, and no person opened the pull request. There even an
   * author whom GitHub links is only text.
   */
  readonly unanswered: readonly string[];
  /** Commits that passed the gate before and ask nobody again. */
  readonly passedBefore: number;
  /** Courses as in force when the facts were read: a higher major version supersedes a completion. */
  readonly courses: readonly {
    readonly id: string;
    readonly version: string;
    /** When this major version came into force: grace for an update runs from it. ISO 8601. */
    readonly inForceSince?: string;
    /** When this minor version did; absent in decisions of before minor versions asked for anything. */
    readonly minorSince?: string;
    /** When its first version did: the time for a course that follows begins no earlier. */
    readonly firstSince?: string;
    readonly title: string;
    /** Reading everything, and the quiz. */
    readonly minutes: number;
    /** The quiz alone. */
    readonly testOutMinutes: number;
  }[];
  /** Left out where no rule about paths fits; a merge group is not asked. */
  readonly touched?: readonly TouchedFact[];
  /**
   * Set where two administrators let every head through that this is about: their own words for it (ids), and until when
   * the first of them holds.
   */
  readonly breakGlass?: { readonly ids: readonly string[]; readonly until: string };
  /** Sources that did not answer: while there is one, nothing is decided. */
  readonly missing: readonly string[];
}
