/** A file of the content, after the folders were laid over each other. */
export interface SourceFile {
  /** Relative to the content's root, with forward slashes: `developer/owasp-top-10-2025/course.yml`. */
  readonly path: string;
  /** The path to show to an author: that of the folder it came from. */
  readonly shown: string;
  /** With `\n` as newline and without byte order mark. */
  readonly text: string;
  /** Of folders that were laid over each other, which one it came from. */
  readonly from?: number;
}
