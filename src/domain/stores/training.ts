import type { ExternalMethod } from "../external-completion.ts";
import type { PersonId } from "../ids.ts";

/** What a completion is of: the whole course, its renewal, or what a minor version changed. */
export type CompletionKind = "course" | "renewal" | "delta";

/** What a paper was drawn for; `again` asks what a renewal that passed had missed. */
export type AttemptKind = CompletionKind | "module" | "again";

export interface Completion {
  readonly id: string;
  readonly person: PersonId;
  readonly courseId: string;
  readonly courseVersion: string;
  readonly contentSha256: string;
  readonly method: "quiz" | ExternalMethod;
  readonly kind: CompletionKind;
  readonly score: number | null;
  readonly attemptId: string | null;
  readonly completedAt: Date;
  readonly attestation: Attestation | null;
}

export interface Attestation {
  readonly id: string;
  readonly statementSha256: string;
  readonly statementVersion: number;
  readonly statement: string;
  readonly typedName: string;
  /** SHA-256 of the session's token: which sign-in it was made in. Null for a list that was signed on paper. */
  readonly sessionId: string | null;
  /** Of such a list: its digest. */
  readonly sheetSha256?: string;
  readonly signedAt: Date;
}

/** One draw of a quiz. `paper`, `answers` and `result` are plain JSON whose shapes `training/` owns. */
export interface Attempt {
  readonly id: string;
  readonly person: PersonId;
  readonly courseId: string;
  readonly courseVersion: string;
  readonly contentSha256: string;
  readonly kind: AttemptKind;
  /** Set where it is the quiz of one module. */
  readonly module: string | null;
  /** 1 for the person's first attempt at the course. */
  readonly number: number;
  readonly seed: string;
  readonly paper: unknown;
  readonly answers: unknown;
  readonly startedAt: Date;
  readonly gradedAt: Date | null;
  readonly score: number | null;
  readonly passMark: number;
  readonly passed: boolean | null;
  readonly result: unknown;
}

export interface PassedModule extends Pick<Attempt, "person" | "courseId" | "courseVersion"> {
  readonly module: string;
}

export interface TrainingStore {
  /** Until the transaction ends, no other that asks for this person goes on: what several attempts add up to is seen once. */
  hold(person: PersonId): Promise<void>;
  /** Of all courses, newest first. */
  everyAttemptOf(person: PersonId): Promise<readonly Attempt[]>;
  /** Newest first. */
  attemptsOf(person: PersonId, courseId: string): Promise<readonly Attempt[]>;
  /** Of these modules, whichever quiz of their own any of these people passed, in whichever version. */
  modulesPassedBy(
    people: readonly PersonId[],
    modules: readonly { readonly course: string; readonly module: string }[],
  ): Promise<readonly PassedModule[]>;
  findAttempt(id: string): Promise<Attempt | null>;
  /** False if an attempt of that number exists already (two tabs): read it instead. */
  startAttempt(attempt: Attempt): Promise<boolean>;
  /** Keeps answers of an ungraded attempt, so that a reload loses nothing. */
  saveAnswers(id: string, answers: unknown): Promise<void>;
  /** False if it was graded already: grading happens once. */
  grade(
    id: string,
    result: { answers: unknown; gradedAt: Date; score: number; passed: boolean; result: unknown },
  ): Promise<boolean>;
  recordCompletion(completion: Omit<Completion, "attestation">): Promise<void>;
  recordCompletions(completions: readonly Omit<Completion, "attestation">[]): Promise<void>;
  attestAll(
    signed: readonly {
      readonly person: PersonId;
      readonly courseId: string;
      readonly completionId: string;
      readonly attestation: Attestation;
    }[],
  ): Promise<void>;
  /** False if the completion is attested already. */
  attest(person: PersonId, courseId: string, completionId: string, attestation: Attestation): Promise<boolean>;
  /** Newest first, of these people. */
  completionsOf(people: readonly PersonId[]): Promise<readonly Completion[]>;
}
