import type { Place } from "./place.ts";

/** The next instant ahead at which time alone changes what is decided of the seat. */
export function instantsOf(
  { layers, gate }: Place,
  { deadline, asOf }: { readonly deadline: string | null; readonly asOf: string },
): string | null {
  const instants = [...layers.map(({ standing }) => standing.changesAt), gate.changesAt, deadline];
  const ahead = instants.filter((instant) => instant !== null).filter((instant) => instant > asOf);
  return ahead.sort()[0] ?? null;
}
