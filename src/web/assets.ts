import { createHash } from "node:crypto";
import { primerTokensFor } from "./primer-tokens.ts";
import { baseRules } from "./sheet/base.ts";
import { chartRules } from "./sheet/charts.ts";
import { controlRules } from "./sheet/controls.ts";
import { pageRules } from "./sheet/pages.ts";
import { proseRules } from "./sheet/prose.ts";
import { recordRules } from "./sheet/records.ts";

export interface Assets {
  /** `/assets/<hash>.css`: a changed sheet has another address, so that caches may keep each for ever. */
  readonly sheetPath: string;
  readonly sheet: string;
}

/** Reads Primer's tokens from its package; once, at start. */
export function createAssets(): Assets {
  const rules = [baseRules, controlRules, proseRules, pageRules, chartRules, recordRules].join("\n");
  const sheet = withoutBlanks(`${primerTokensFor(rules)}\n${rules}`);
  const hash = createHash("sha256").update(sheet).digest("hex").slice(0, 16);
  return { sheetPath: `/assets/${hash}.css`, sheet };
}

function withoutBlanks(css: string): string {
  return css
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/\s*\n\s*/g, "\n")
    .trim();
}
