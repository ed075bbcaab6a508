import type { AccountId, PersonId } from "../domain/ids.ts";
import type { LayerStanding } from "../training/standing.ts";
import type { Part, TouchedFact, UnlinkedCommit } from "./facts.ts";
import type { RestsOn } from "./spared.ts";

export type Outcome = "allow" | "flag" | "withhold" | "undecided";

/** Weakest first. The outcome of several is the worst of them; `undecided` stands above all, since it may hide any. */
export const OUTCOME_ORDER: readonly Outcome[] = ["allow", "flag", "withhold", "undecided"];

export function worst(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce<Outcome>(
    (sofar, outcome) => (OUTCOME_ORDER.indexOf(outcome) > OUTCOME_ORDER.indexOf(sofar) ? outcome : sofar),
    "allow",
  );
}

/** One course that is not good now, in the words of the page. */
export type { LayerStanding as Standing, MissingItem } from "../training/standing.ts";

export interface LayerVerdict extends RestsOn {
  readonly layer: string;
  /** The rules of the policy that ask for it, by index in `require`, in their own words. */
  readonly because: readonly { readonly rule: number; readonly text: string }[];
  readonly standing: LayerStanding;
}

/** Why somebody on the pull request is not asked for anything. */
export type NotRequiredWhy =
  /** No rule of the policy asks them for anything. */
  | "no-rule"
  /** A bot or machine that the policy lists by its account id. */
  | "listed-bot"
  /** A bot that the policy lists with a sponsor, who is asked in its stead. */
  | "sponsored-bot"
  | "unknown-bot"
  /** An AI assistant's account, named in a co-author line. */
  | "assistant"
  /** Named in a commit, and without access here: git text proves nothing. */
  | "no-access"
  /** Named in a commit, and gone as the roster says: they cannot be asked any more. */
  | "left"
  /** The policy only shows authors of commits, or co-authors. */
  | "shown-only"
  /** Not a member and no collaborator: the finding `outside_contributors` says what follows. */
  | "outside"
  /** Not a user's account. */
  | "not-a-user";

export interface PersonVerdict {
  readonly person: PersonId | null;
  readonly account: AccountId;
  readonly login: string;
  readonly parts: readonly Part[];
  readonly required: boolean;
  readonly notRequired: NotRequiredWhy | null;
  readonly layers: readonly LayerVerdict[];
  readonly outcome: Outcome;
}

export type FindingKind =
  | "unlinked_commits"
  | "outside_contributors"
  | "unknown_bots"
  /** A bot for which nobody answers: nobody is known to have asked it, or nobody who may has approved. */
  | "no_requester"
  | "no_approver"
  /** Somebody has not passed a module that what is touched requires. */
  | "required_modules";
export type Treatment = "ignore" | "flag" | "block";

export interface Finding {
  readonly kind: FindingKind;
  readonly treatment: Treatment;
  readonly commits: readonly UnlinkedCommit[];
  /** Who answers for unlinked commits: the pushers, or the author where no pusher is known. */
  readonly answeredBy: readonly { readonly account: AccountId; readonly login: string }[];
  readonly accounts: readonly { readonly account: AccountId; readonly login: string }[];
}

/** A module that fits what the pull requests touch. */
export interface ModuleNote
  extends Pick<TouchedFact, "title" | "minutes" | "withCourse" | "paths" | "more" | "isPart"> {
  readonly course: string;
  readonly module: string;
  /** The rule in words. */
  readonly because: string;
  /** Else it is only linked. */
  readonly required: boolean;
  /** Who is asked on the head and has not passed it; nobody where it is only linked. */
  readonly lacking: readonly { readonly account: AccountId; readonly login: string }[];
}

export type Mode = "observe" | "flag" | "block";

export interface DecidedCourse {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly testOutMinutes: number;
}

/** The decision as a tree that explains itself once; check run, page and command line print this same tree. */
export interface Decision {
  readonly outcome: Outcome;
  readonly mode: Mode;
  /** False where the policy's boundary leaves the repository out: nothing is asked and nothing is posted. */
  readonly inBoundary: boolean;
  readonly policyDigest: string;
  /** Titles and minutes of the courses named below. */
  readonly courses: readonly DecidedCourse[];
  /** How people may be named in a check run, which everybody who reads the repository can open. */
  readonly showPeople: "names" | "counts";
  readonly undecided: readonly string[];
  readonly people: readonly PersonVerdict[];
  readonly findings: readonly Finding[];
  /** Left out where no rule about paths fits. */
  readonly modules?: readonly ModuleNote[];
  readonly pullRequests: readonly number[];
  /** Set for a merge group: the branch that it would merge into. */
  readonly mergeGroup?: { readonly baseRef: string };
  /**
   * Set where two administrators let it through for a time: `outcome` is then `allow`, `insteadOf` is what it would be,
   * and of the people nothing is said that does not hold.
   */
  readonly breakGlass?: {
    readonly ids: readonly string[];
    readonly until: string;
    readonly insteadOf: Outcome;
  };
  readonly pushersKnown: boolean;
  /** The next instant at which time alone changes this decision; null if none does. ISO 8601. */
  readonly changesAt: string | null;
}
