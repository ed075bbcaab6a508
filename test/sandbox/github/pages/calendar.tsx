import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";

/** The time as the App under test takes it. GitHub's own goes on as it does. */
export interface Calendar {
  now(): Date;
  /** Answers when the App has looked after what these days changed. */
  pass(days: number): Promise<void>;
}

/** By number of days. */
const LEAPS: Readonly<Record<string, string>> = { 1: "1 day", 30: "30 days", 365: "1 year" };

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);

/** What day it is for the App, and buttons that make it a later one. */
export function TimeBox({ calendar, appName }: { readonly calendar: Calendar; readonly appName: string }) {
  return (
    <form class="line" method="post" action="/time">
      <span>
        For {appName} it is <strong>{dayOf(calendar.now())}</strong>. Let time pass:
      </span>
      {Object.entries(LEAPS).map(([days, label]) => (
        <button type="submit" name="days" value={days}>
          {label}
        </button>
      ))}
    </form>
  );
}

/** The path that the buttons lead to; there is none without a calendar. */
export function letTimePass(pages: Hono<{ Bindings: HttpBindings }>, calendar: Calendar | null): void {
  if (calendar === null) return;
  pages.post("/time", async (c) => {
    const { days } = await c.req.parseBody();
    const label = typeof days === "string" ? LEAPS[days] : undefined;
    if (label === undefined) return c.text("Only what the buttons say can pass", 400);
    await calendar.pass(Number(days));
    const said = `${label} went by. It is ${dayOf(calendar.now())} now, and the App has looked after everything.`;
    return c.redirect(`/?said=${encodeURIComponent(said)}`, 303);
  });
}
