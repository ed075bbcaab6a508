const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** Absolute and in UTC, so that a page read tomorrow still says the same. */
export function Moment({ at }: { at: Date }) {
  return <time datetime={at.toISOString()}>{`${DAY.format(at)}, ${CLOCK.format(at)} UTC`}</time>;
}

export function Day({ at }: { at: Date }) {
  return <time datetime={at.toISOString()}>{DAY.format(at)}</time>;
}
