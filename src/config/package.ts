import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Where `app.yml` and `content/` lie: the same depth from `src/` and from `dist/`. */
export const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));

const Package = z.object({ version: z.string() });

export function readVersion(): string {
  return Package.parse(JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8"))).version;
}
