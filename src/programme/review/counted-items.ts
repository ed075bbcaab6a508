import type { ReviewItem } from "./review.ts";

type Item = Omit<ReviewItem, "owner">;
/** Rows of the reports that an item rests on, by their columns. */
export type ReportRow = Readonly<Record<string, unknown>>;

export interface Tally {
  add(row: ReportRow): void;
  item(): Item;
}

/** what changed in the product and in its rules. */
export function productTally(app: { readonly before: string | null; readonly now: string }): Tally {
  const settings = new Map<string, number>();
  const courses: string[] = [];
  return {
    add({ setting, old, new: now }) {
      const name = String(setting);
      settings.set(name, (settings.get(name) ?? 0) + 1);
      if (name.startsWith("course ")) courses.push(`${name}: ${old ?? "new"} → ${now ?? "withdrawn"}`);
    },
    item() {
      const count = (isMeant: (name: string) => boolean) =>
        [...settings].reduce((sum, [name, times]) => sum + (isMeant(name) ? times : 0), 0);
      const isPolicy = (name: string) => name.startsWith("enforcement");
      const isCourse = (name: string) => name.startsWith("course ");
      const others = [...settings.keys()].filter((name) => !isCourse(name)).toSorted();
      return {
        id: "product",
        figures: [
          { what: VERSION_FIGURE, value: app.now },
          { what: "Version at the last review", value: app.before ?? "none" },
          { what: "Changes of the policy in force", value: count(isPolicy) },
          { what: "Courses published or withdrawn", value: count(isCourse) },
          { what: "Other changes of the gate", value: count((name) => !isPolicy(name) && !isCourse(name)) },
        ],
        notes: [...courses, ...others.map((name) => `${name}: changed ${settings.get(name)} times`)],
      };
    },
  };
}

export const VERSION_FIGURE = "Version of the app";

/** who and what is spared. */
export function waiverTally(): Tally {
  const states = new Map<string, number>();
  const standing: string[] = [];
  let [open, uses] = [0, 0];
  return {
    add(row) {
      const key = `${row.kind}, ${row.state}`;
      states.set(key, (states.get(key) ?? 0) + 1);
      uses += Number(row.uses ?? 0);
      if (row.state !== "in-force" && row.state !== "pending") return;
      open += 1;
      if (row.kind !== "waiver") standing.push(`${row.kind}: ${row.what}, until ${row.valid_to ?? "no end"}`);
    },
    item: () => ({
      id: "waivers",
      figures: [
        { what: "Open or asked for", value: open },
        { what: "Decisions that they changed", value: uses },
        ...[...states].toSorted(byName).map(([what, value]) => ({ what, value })),
      ],
      notes: standing,
    }),
  };
}

/** breaches, open and closed. */
export function exceptionTally(): Tally {
  const types = new Map<string, { open: number; closed: number }>();
  return {
    add({ type, state }) {
      const counts = types.get(String(type)) ?? { open: 0, closed: 0 };
      counts[state === "open" ? "open" : "closed"] += 1;
      types.set(String(type), counts);
    },
    item() {
      const all = [...types.values()];
      return {
        id: "exceptions",
        figures: [
          { what: "Open", value: all.reduce((sum, { open }) => sum + open, 0) },
          { what: "Closed in the time looked at", value: all.reduce((sum, { closed }) => sum + closed, 0) },
        ],
        notes: [...types].toSorted(byName).map(([type, { open, closed }]) => `${type}: ${open} open, ${closed} closed`),
      };
    },
  };
}

/** first attempts, simulations, incidents; what is of fewer than five people is not told here either. */
export function effectivenessTally(): Tally {
  const quizzes = new Map<string, { n: number; passed: number }>();
  const sums = { delivered: 0, reported: 0, clicked: 0, incidents_reported: 0 };
  return {
    add(row) {
      for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += Number(row[key] ?? 0);
      if (row.measure !== "quiz" || row.suppressed === true) return;
      const key = `${row.course} ${row.version}`;
      const quiz = quizzes.get(key) ?? { n: 0, passed: 0 };
      const n = Number(row.n ?? 0);
      quizzes.set(key, { n: quiz.n + n, passed: quiz.passed + (n * Number(row.first_attempt_pass ?? 0)) / 100 });
    },
    item: () => ({
      id: "effectiveness",
      figures: [
        { what: "Simulated messages delivered", value: sums.delivered },
        { what: "Of them reported", value: sums.reported },
        { what: "Of them clicked", value: sums.clicked },
        { what: "Incidents that people reported", value: sums.incidents_reported },
      ],
      notes: [...quizzes]
        .toSorted(byName)
        .map(([course, { n, passed }]) => `${course}: ${n} first attempts, ${Math.round((passed / n) * 100)}% passed`),
    }),
  };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
