/** How it was come by, where that is not our own quiz. */
export const EXTERNAL_METHODS = ["import", "classroom", "on-the-job", "simulation"] as const;
export type ExternalMethod = (typeof EXTERNAL_METHODS)[number];

/** A course finished in another system, as a row of its file says it; the course is the one of ours that it stands for. */
export interface ExternalCompletion {
  readonly line: number;
  readonly externalCourse: string;
  readonly courseId: string;
  readonly courseVersion: string;
  readonly completedAt: Date;
  readonly score: number | null;
  readonly certificate: string | null;
  /** When they signed the list on paper; null where they sign here. */
  readonly signedAt: Date | null;
  /** Their name on that list. */
  readonly listedAs: string | null;
}
