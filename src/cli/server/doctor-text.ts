import type { CoverageReport } from "../../gate/coverage-report.ts";
import { formatTable } from "../table.ts";

const HEADING = ["repository", "mode", "required", "of this App", "answered", "may bypass"] as const;

/** What was seen, what is wrong with it and what to do, and at the end the one sentence. */
export function coverageText({ organisation, repositories, holes, notes, sentence }: CoverageReport): string {
  const rows = repositories.map(({ name, mode, required, pinned, openHeads, answered, bypass }) => [
    name,
    mode,
    required ? "yes" : "no",
    pinned ? "yes" : "no",
    `${answered}/${openHeads}`,
    bypass.join(", "),
  ]);
  const found = holes.map(({ repository, detail, remedy }) => `${repository ?? organisation}: ${detail}. ${remedy}.`);
  return [organisation, formatTable([HEADING, ...rows]), ...asBlock(found), ...asBlock(notes), sentence].join("\n\n");
}

const asBlock = (lines: readonly string[]) => (lines.length === 0 ? [] : [lines.join("\n")]);
