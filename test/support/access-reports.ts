import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runBeside } from "./flow-cli.ts";
import { dayIn } from "./office.ts";
import type { Product } from "./product.ts";
import { dayOf, type Time } from "./time.ts";

/** Of a row of R-03. */
export const NOVAS_FIRST_ACCESS = {
  result: "WITHDRAWN",
  required: ["developer"],
  first_access_from: "event",
  first_access_via: ["team"],
  lead_minutes: 0,
};

/** The instants of that row, in the order in which they have to come. */
export const FIRST_ACCESS_ORDER = [
  "first_access_at",
  "hold_opened_at",
  "withdrawn_at",
  "last_required_completion",
  "first_grant_at",
] as const;

export type Instant = "waiting" | "working" | "reading" | "renewed";

/** What R-05 says of each repository of the team at four instants: role, and whether they were trained. */
export const ACCESS_AT: readonly (readonly [when: string, instant: Instant, had: readonly [string, string] | null])[] =
  [
    ["while it waited", "waiting", null],
    ["after the course", "working", ["write", "yes"]],
    ["after the training lapsed", "reading", ["read", "no"]],
    ["after the renewal", "renewed", ["write", "yes"]],
  ];

export type Line = Readonly<Record<string, unknown>>;

/** What `accessAt` has to answer. */
export function accessExpected(
  had: readonly [string, string] | null,
  repositories: readonly string[],
): readonly (readonly string[])[] {
  if (had === null) return [];
  return repositories.map((repository) => [repository, ...had, "team"]).toSorted();
}

const STEMS = { "R-03": "R-03-first-access", "R-05": "R-05-point-in-time" } as const;

interface Asked {
  readonly report: keyof typeof STEMS;
  /** More options of the export. */
  readonly asked: readonly string[];
  readonly folder: string;
}

/** Nova's own lines of a report, taken today. */
export async function readLines(
  product: Pick<Product, "environment">,
  { clock }: Time,
  { report, asked, folder }: Asked,
): Promise<readonly Line[]> {
  const out = join(folder, `${report}-${asked.join("-").replaceAll(":", "")}`);
  const days = ["--from", dayIn(-1), "--to", dayOf(clock())];
  const args = ["evidence", "export", ...days, "--report", report, ...asked, "--out", out];
  const { code, complaints } = await runBeside(product, args, { clock });
  if (code !== 0) throw new Error(complaints.join("\n"));
  const lines = (await readFile(join(out, `${STEMS[report]}.jsonl`), "utf8")).split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line).filter(({ github_login }) => github_login === "nova");
}
