import { createHash } from "node:crypto";

/** The organisation's words, as seen from the folder of a course that speaks of them. */
export const ORGANISATION_PATH = "../../organisation.yml";

/** A text file of a course; `path` is relative to the course's folder, with forward slashes. */
export interface CourseFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Names the wording of a course: SHA-256 over one line `<sha256>  <path>` for each of its files, in the byte order
 * of the paths, so that anybody can recompute it in the course's folder without us:
 *
 *     sha256sum course.yml [0-9]*.md questions/*.yml | LC_ALL=C sort -k 2 | sha256sum
 *
 * Beside them stand `pairs/<module>/<pair>/{vulnerable,fixed}.*` where it has pairs (not the proofs, which no page
 * shows), and `../../organisation.yml` where its modules speak of the organisation. Where folders are laid over each
 * other, it is the folder that results. Files are taken with `\n` as newline and without byte order mark: a checkout on
 * Windows is the same course.
 */
export function digestCourse(files: readonly CourseFile[]): string {
  const lines = files.map(({ path, text }) => ({ path, line: `${sha256(normaliseText(text))}  ${path}\n` }));
  lines.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  return sha256(lines.map(({ line }) => line).join(""));
}

/** Names the wording of one question: what a person reads before grading, and what they are graded by. */
export function digestQuestion(question: {
  readonly kind: string;
  readonly text: string;
  readonly options: readonly { readonly text: string; readonly correct: boolean }[];
}): string {
  const options = question.options.map(({ text, correct }) => [text, correct]);
  return sha256(JSON.stringify([question.kind, question.text, options]));
}

export function normaliseText(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
