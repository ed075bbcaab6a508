import { canonicalJson } from "../../domain/canonical-json.ts";
import type { Policy } from "../../policy/policy.ts";

/** What was kept of one decision, whatever it was about. */
export interface Recalled {
  /** Its facts are not kept any more: the rest is not to be asked. */
  readonly isErased: boolean;
  /** In what is stored: one line each. */
  readonly findEdited: () => readonly string[];
  /** To be called only where nothing was edited: what is decided otherwise, and what may lie behind it. */
  readonly decideAgain: (policy: Policy) => readonly string[];
}

/** One value that is another than in the log. */
export interface Difference {
  readonly at: string;
  readonly is: string;
  readonly was: string;
}

/** Value by value, by keys. */
export function compare(
  at: string,
  again: Readonly<Record<string, unknown>>,
  logged: Readonly<Record<string, unknown>>,
): readonly Difference[] {
  return [...new Set([...Object.keys(logged), ...Object.keys(again)])].flatMap((key) => {
    const [is, was] = [textOf(again[key]), textOf(logged[key])];
    return is === was ? [] : [{ at: `${at}${key}`, is, was }];
  });
}

function textOf(value: unknown): string {
  return value === undefined ? "nothing" : canonicalJson(value);
}

export function asDecidedAgain({ at, is, was }: Difference): string {
  return `${at}: the log says ${was}, decided again it is ${is}`;
}

export function asEditedReasons({ at, is, was }: Difference): string {
  return `the stored reasons were edited: ${at} is ${is}, the log says ${was}`;
}

/** The columns beside the facts, which pages and lists read: of each its name, what is stored, and what the log says. */
export function findEditedColumns(columns: readonly (readonly [string, unknown, unknown])[]): readonly string[] {
  return columns.flatMap(([name, kept, logged]) =>
    kept === logged ? [] : [`the stored ${name} was edited: it is ${kept}, the log says ${logged}`],
  );
}

export const NOT_STORED = "the reasons are not stored, though the facts are";
export const NO_DECISION = "the stored reasons were edited: they are none of a decision";
