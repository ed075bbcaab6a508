import type { ConfigWith } from "../config.ts";
import { startSequencing } from "../db/sequencing.ts";
import { loadFiles } from "../files.ts";
import type { CoverageReport } from "../gate/coverage-report.ts";
import { loadKeys } from "../keys.ts";
import { diagnose } from "../pipeline/diagnose.ts";
import { createCore } from "./core.ts";
import { sequencingOf } from "./sequencing.ts";
import { type Deps, openStorage } from "./storage.ts";

/** Looks at GitHub whether the gate is real, beside a server that runs or without one, and keeps what it found. */
export async function runDoctor(
  config: ConfigWith<"github" | "server">,
  deps: Deps,
  { org }: { readonly org: string | null },
): Promise<readonly CoverageReport[]> {
  const clock = deps.clock ?? (() => new Date());
  const files = await loadFiles(config);
  const keys = await loadKeys(config.keys);
  const storage = await openStorage(config, { ...deps, role: "command" });
  const sequencing = startSequencing(storage.db, sequencingOf(clock), deps.log.child({ part: "log" }));
  try {
    const core = await createCore(config, { ...deps, clock, files, storage, keys });
    return await diagnose(org, core.look);
  } finally {
    await sequencing.stop();
    await storage.close();
  }
}
