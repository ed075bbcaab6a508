import { dayText } from "../../gate/day-text.ts";

/** Absolute and in UTC, so that a page read tomorrow still says the same. */
export function Moment({ at }: { at: Date }) {
  const instant = at.toISOString();
  return <time datetime={instant}>{`${dayText(instant)}, ${instant.slice(11, 16)} UTC`}</time>;
}

export function Day({ at }: { at: Date }) {
  const instant = at.toISOString();
  return <time datetime={instant}>{dayText(instant)}</time>;
}
