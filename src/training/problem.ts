/** What is wrong with the content, and where. */
export interface Problem {
  readonly file: string;
  /** From 1; absent where the file as a whole is meant. */
  readonly line?: number;
  readonly message: string;
}

/** Notes a problem and goes on, so that one run tells an author everything. */
export type Report = (problem: Problem) => void;

export function formatProblem({ file, line, message }: Problem): string {
  return line === undefined ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}
