const BEFORE = ["line", "reason"];

/** A file of lines that were refused before: it begins as we wrote it. */
export function isRejectFile(header: readonly string[]): boolean {
  return BEFORE.every((name, index) => header[index]?.trim().toLowerCase() === name);
}

/** A heading or a line of such a file as it stood in the first one: mended, it can be brought as it is. */
export function withoutReasons(cells: readonly string[], header: readonly string[]): readonly string[] {
  return isRejectFile(header) ? cells.slice(BEFORE.length) : cells;
}

/** The heading of a file of refused lines. */
export function rejectHeader(header: readonly string[]): readonly string[] {
  return [...BEFORE, ...withoutReasons(header, header)];
}
