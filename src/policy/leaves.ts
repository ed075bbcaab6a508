import type { Path } from "./problem.ts";

export function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every path to a value that holds no other; an empty list or group is such a value too. */
export function leavesOf(value: unknown, path: Path): Path[] {
  const inner = entriesOf(value);
  return inner.length === 0 ? [path] : inner.flatMap(([step, item]) => leavesOf(item, [...path, step]));
}

function entriesOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return [...value.entries()];
  return isGroup(value) ? Object.entries(value) : [];
}
