/** Steps from the top of a file to a value. */
export type Path = readonly (string | number)[];

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something in a file that must be mended before the file counts. */
export interface Problem extends Position {
  readonly source: string;
  /** As in `enforcement.require[0].layers`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly remedy?: string;
}

export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

/** One line, in the form that editors and CI logs make clickable. */
export function formatProblem({ source, line, column, path, message, remedy }: Problem): string {
  const subject = path === "" ? "" : `${path} `;
  return `${source}:${line}:${column} ${subject}${message}${remedy === undefined ? "" : `. ${remedy}`}`;
}
