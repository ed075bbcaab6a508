import { z } from "zod";
import type { OrgId } from "../../domain/ids.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { CoverageSeen } from "./port.ts";

/** What is read of a stored report. An older release may have stored less: then it is as if there were none. */
const Report = z.object({
  sentence: z.string(),
  repositories: z.array(z.object({ id: z.number(), required: z.boolean(), pinned: z.boolean() })),
  holes: z.array(
    z.object({ kind: z.string(), repository: z.string().nullable(), detail: z.string(), remedy: z.string() }),
  ),
});

export interface NewestCoverage extends z.output<typeof Report> {
  readonly seen: CoverageSeen;
}

export async function newestCoverage(
  org: OrgId,
  { coverage }: Pick<OutsideStores, "coverage">,
): Promise<NewestCoverage | null> {
  const run = await coverage.newest(org);
  if (!run) return null;
  const report = Report.safeParse(run.report);
  if (!report.success) return null;
  const { sentence } = report.data;
  return { ...report.data, seen: { sentence, observedAt: run.observedAt, holes: run.holes } };
}
