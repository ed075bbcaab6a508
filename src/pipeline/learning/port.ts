import type { DecisionId, PersonId } from "../../domain/ids.ts";
import type { Account } from "../../domain/stores/people.ts";
import type { AttemptKind } from "../../domain/stores/training.ts";
import type { Decision } from "../../gate/decision.ts";
import type { AttestationStatement } from "../../training/attestation.ts";
import type { Course, Module, Objective } from "../../training/curriculum.ts";
import type { ExplainedPaper, PaperView } from "../../training/paper-view.ts";

/** Somebody who signed in with GitHub. `sessionId` is the SHA-256 of the cookie's token. */
export interface Viewer {
  readonly account: Account & { readonly person: PersonId };
  readonly sessionId: string;
}

export type CourseState =
  | { readonly state: "not-started" }
  | { readonly state: "attempt-open"; readonly attemptId: string }
  | { readonly state: "cooling-down"; readonly nextAt: Date; readonly lastAttemptId: string }
  | { readonly state: "may-retry"; readonly lastAttemptId: string }
  /** Passed, and only the signature is missing. */
  | { readonly state: "to-attest"; readonly completionId: string; readonly attemptId: string | null }
  | {
      readonly state: "done";
      readonly completedAt: Date;
      readonly validUntil: Date | null;
      readonly attemptId: string | null;
      /** What another try would be; null while there is none to take. */
      readonly again: "course" | "renewal" | null;
      /** From when on, where that has to wait. */
      readonly againAt: Date | null;
    }
  | { readonly state: "expired"; readonly since: Date }
  /** Some modules have been begun, of a course that has a quiz for each. */
  | { readonly state: "under-way"; readonly passed: number; readonly of: number; readonly next: Module["id"] | null }
  /** A minor version changed these modules since it was completed. */
  | { readonly state: "changed"; readonly modules: readonly string[] }
  /** A renewal is passed, and what it missed (so many objectives) comes once more. */
  | { readonly state: "asked-again"; readonly attemptId: string; readonly missed: number };

/** Where somebody is with one module that has a quiz of its own. */
export type ModuleState =
  | { readonly state: "not-started" }
  | { readonly state: "attempt-open"; readonly attemptId: string }
  | { readonly state: "cooling-down"; readonly nextAt: Date; readonly lastAttemptId: string }
  | { readonly state: "may-retry"; readonly lastAttemptId: string }
  | { readonly state: "passed"; readonly attemptId: string; readonly at: Date }
  /** It was passed, and has changed since. */
  | { readonly state: "reopened"; readonly lastAttemptId: string };

export interface ModuleProgress {
  readonly module: Module;
  readonly state: ModuleState;
}

export interface CourseCard {
  readonly course: Course;
  readonly state: CourseState;
  /** Whole minutes: reading everything and the quiz; the quiz alone. */
  readonly minutes: { readonly reading: number; readonly testOut: number };
  /** True if a policy in force for an organisation of theirs asks for it, and an older version of it is not enough. */
  readonly required: boolean;
  /** Questions on the paper that comes next. */
  readonly questions: number;
  /** By when it has to be done where there is time yet; null where there is none, and where nothing is left to do. */
  readonly by: Date | null;
  /** It follows on other courses, which are not done yet. */
  readonly later: boolean;
  /** Empty where one quiz is for the whole course, and once that was completed. */
  readonly modules: readonly ModuleProgress[];
}

export interface WaitingPullRequest {
  readonly owner: string;
  readonly name: string;
  readonly number: number;
  readonly url: string;
  readonly conclusion: string | null;
  readonly decisionId: DecisionId | null;
}

export interface MyTraining {
  readonly courses: readonly CourseCard[];
  readonly pullRequests: readonly WaitingPullRequest[];
}

/** What is kept of a paper's answers: question id → chosen option positions, as drawn. */
export type Answers = Readonly<Record<string, readonly number[]>>;

/** An objective that is asked again, and where to read about it. */
export interface MissedObjective {
  readonly objective: Objective;
  readonly module: Module;
}

/** What a paper was drawn for. */
export interface QuizName {
  readonly kind: AttemptKind;
  /** The module whose own quiz it is. */
  readonly module: Module | null;
}

export type AttemptPage =
  | {
      readonly kind: "open";
      readonly id: string;
      readonly course: Course;
      readonly quiz: QuizName;
      readonly number: number;
      readonly paper: PaperView;
      readonly answers: Answers;
    }
  | {
      readonly kind: "graded";
      readonly id: string;
      readonly course: Course;
      readonly quiz: QuizName;
      /** What a renewal missed and is asked again, while it is; in the words of the course. */
      readonly missed: readonly MissedObjective[];
      /** Of the module whose quiz it is. */
      readonly modules: readonly ModuleProgress[];
      readonly number: number;
      readonly score: number;
      readonly passMark: number;
      readonly passed: boolean;
      readonly mustPassMissed: readonly string[];
      readonly explained: ExplainedPaper;
      readonly state: CourseState;
    }
  /**
   * Never graded, and it will not be: the course no longer says what was asked, or a later attempt took its place. It
   * counts for nothing, and `state` says how to go on, without a wait.
   */
  | {
      readonly kind: "closed";
      readonly id: string;
      readonly course: Course;
      readonly number: number;
      readonly state: CourseState;
    };

export type Started =
  | { readonly kind: "started"; readonly attemptId: string }
  /** One was open already: it goes on. */
  | { readonly kind: "open"; readonly attemptId: string }
  | { readonly kind: "wait"; readonly nextAt: Date }
  /** Passed and not signed yet. */
  | { readonly kind: "attest" }
  /** There is nothing to take: it is done, and a renewal is not open yet. */
  | { readonly kind: "nothing" };

export type Attested =
  | { readonly kind: "signed" }
  | { readonly kind: "already" }
  | { readonly kind: "not-passed" }
  | { readonly kind: "bad-name"; readonly problem: string }
  /** The statement was changed while the page was open: read it again. */
  | { readonly kind: "statement-changed" };

/** What the learner's pages ask for. Every method is about the viewer alone; other people's things are null. */
export interface Learning {
  myTraining(viewer: Viewer): Promise<MyTraining>;
  courseCard(viewer: Viewer, courseId: string): Promise<CourseCard | null>;
  /** What comes next at the course; of a module that has its own quiz, that one. */
  startAttempt(viewer: Viewer, courseId: string, moduleId?: string): Promise<Started | null>;
  attempt(viewer: Viewer, attemptId: string): Promise<AttemptPage | null>;
  /** Keeps what was chosen so far; graded and closed attempts do not change: then false. */
  saveAnswers(viewer: Viewer, attemptId: string, answers: Answers): Promise<boolean>;
  /**
   * Grades once; a second submit shows the first result. The grade, a completion and their log entries commit
   * together. No check changes by it: that takes the signature. False where there is nothing to grade.
   */
  submit(viewer: Viewer, attemptId: string, answers: Answers): Promise<boolean>;
  statement(courseId: string): AttestationStatement | null;
  /**
   * Signs. In one transaction: the attestation, its log entries, and a job for the head of every open pull request
   * of this person, so that their checks are looked at within seconds.
   */
  attest(viewer: Viewer, courseId: string, signed: { typedName: string; statementSha256: string }): Promise<Attested>;
  /** Everything that the viewer did, newest first. */
  history(viewer: Viewer): Promise<readonly HistoryItem[]>;
  /** Of the newest completion that is signed, of whichever version; null where there is none. */
  certificate(viewer: Viewer, courseId: string): Promise<Certificate | null>;
}

export interface HistoryItem {
  readonly what: "attempt" | "completion";
  readonly at: Date;
  readonly course: { readonly id: string; readonly title: string; readonly version: string };
  readonly kind: AttemptKind;
  /** Title of the module whose own quiz it was; its id where it is no longer taught. */
  readonly module: string | null;
  readonly method: string;
  /** Null where it is not graded, or came without one. */
  readonly score: number | null;
  /** Of an attempt: null while it is open, or was closed. Of a completion: whether it is signed. */
  readonly passed: boolean | null;
  readonly attemptId: string | null;
  /** Where the course is no longer there, it has no page, and nor has the attempt. */
  readonly isTaught: boolean;
}

/** What is printed. */
export interface Certificate {
  readonly course: { readonly id: string; readonly title: string; readonly version: string };
  readonly contentSha256: string;
  readonly typedName: string;
  readonly completionId: string;
  readonly method: string;
  readonly score: number | null;
  readonly completedAt: Date;
  readonly signedAt: Date;
  /** Null where it does not end, and where a newer version took its place. */
  readonly validUntil: Date | null;
  /** The version in force, where it asks for the course again. */
  readonly replacedBy: string | null;
}

export interface DecisionPage {
  readonly id: DecisionId;
  readonly decidedAt: Date;
  readonly repository: { readonly owner: string; readonly name: string; readonly visibility: string };
  readonly pullRequests: readonly number[];
  readonly headSha: string;
  /** Null once erased. */
  readonly decision: Decision | null;
  /**
   * `full`: everything, for administrators and auditors, whether they are on it or not; `own`: a person concerned reads
   * all of their own line, and of the others names and next step; `names`: a reader of the repository, names and next step.
   */
  readonly sight: "full" | "own" | "names";
  /** The viewer's own account, so that their line can be put first. */
  readonly self: number | null;
  readonly current: boolean;
  /** Of the lines that the viewer may read whole: why a waiver was given. */
  readonly waivers: readonly { readonly login: string; readonly layer: string; readonly reason: string }[];
}

export interface DecisionPages {
  /** Null (a 404) for everybody whom it does not concern, and where there is no such decision. */
  read(viewer: Viewer, id: string): Promise<DecisionPage | null>;
}

/** Signing in with GitHub; nothing of GitHub's is kept but who it was. */
export interface SignIn {
  /** Where to send the browser. */
  authorizeUrl(request: { state: string; codeChallenge: string; redirectUri: string }): string;
  /** Exchanges the code, reads who it is (`GET /user`, verified addresses of `GET /user/emails`), and drops the token. */
  identify(request: { code: string; codeVerifier: string; redirectUri: string }): Promise<
    | {
        readonly ok: true;
        readonly account: { readonly id: number; readonly login: string; readonly type: string };
        readonly emails: readonly string[];
      }
    | { readonly ok: false; readonly problem: string }
  >;
}

export interface Sessions {
  /** Returns the cookie's token: 32 random bytes, base64url. */
  open(account: { id: number; login: string; type: string }, emails: readonly string[]): Promise<string>;
  find(token: string): Promise<Viewer | null>;
  close(token: string): Promise<void>;
}
