/** A course finished in another system, as a row of its file says it; the course is the one of ours that it stands for. */
export interface ExternalCompletion {
  readonly line: number;
  readonly externalCourse: string;
  readonly courseId: string;
  readonly courseVersion: string;
  readonly completedAt: Date;
  readonly score: number | null;
  readonly certificate: string | null;
}
