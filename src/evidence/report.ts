/** Absent is null. Instants are ISO 8601 in UTC with milliseconds; a list stands in one field of a CSV, joined by `; `. */
export type Value = string | number | boolean | null | readonly string[];

/** By the names of the report's columns, all of them, in any order. */
export type Row = Readonly<Record<string, Value>>;

export interface Column {
  readonly name: string;
  /** What stands in it, for the manifest. */
  readonly means: string;
}

/** Instants in UTC: from `from` on, and before `to`. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Totals that have to agree: what is left over is printed, zero or not. */
export interface Reconciliation {
  readonly what: string;
  readonly parts: readonly { readonly name: string; readonly count: number }[];
  readonly total: { readonly name: string; readonly count: number };
  /** `total` less the sum of `parts`. */
  readonly residual: number;
}

export interface Report {
  /** `R-02` */
  readonly id: string;
  /** `completions`: the files are `R-02-completions.csv` and `.jsonl`. */
  readonly name: string;
  readonly title: string;
  /** What it answers, as an auditor would ask it. */
  readonly question: string;
  /** Ids of `content/controls.yml`: framework and clause. */
  readonly clauses: readonly { readonly framework: string; readonly ref: string }[];
  readonly columns: readonly Column[];
  /** The column by whose values the manifest counts the rows. */
  readonly status?: string;
  /** Which stored things are chosen, by what, in which order: in words that somebody else could follow. */
  readonly query: string;
  /** What it is told beside the period, for the manifest. */
  parameters?(period: Period): Readonly<Record<string, string>>;
  /** In an order that the same records always have. */
  rows(period: Period): AsyncIterable<Row>;
  /** Asked after the rows. */
  reconcile(period: Period): Promise<readonly Reconciliation[]>;
}

/** The values of a row in the order of the columns. A row that has not these columns, and no others, is a mistake of ours. */
export function valuesOf(columns: readonly Column[], row: Row): readonly Value[] {
  const names = Object.keys(row);
  const isWhole = names.length === columns.length && columns.every(({ name }) => row[name] !== undefined);
  if (!isWhole) throw new Error(`A row has the columns ${names.join(", ")}`);
  return columns.map(({ name }) => row[name] ?? null);
}
