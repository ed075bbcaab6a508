import { z } from "zod";
import type { Describe, Event } from "./payload.ts";
import { FRESH } from "./pull-request.ts";

const CheckRun = z.object({ check_run: z.object({ head_sha: z.string(), app: z.object({ id: z.int() }).nullish() }) });
const CheckSuite = z.object({
  check_suite: z.object({ head_sha: z.string(), app: z.object({ id: z.int() }).nullish() }),
});

/**
 * GitHub sends these to the App that owns the run; a run of another App is passed over all the same. The pull
 * requests are not read from the payload: for forks that list is empty.
 */
export function createCheckDescribers(appId: number): { run: Describe; suite: Describe } {
  return {
    run: (event) => {
      const parsed = CheckRun.safeParse(event.payload);
      if (!parsed.success || parsed.data.check_run.app?.id !== appId) return {};
      const asked = event.envelope.action === "rerequested";
      if (!asked && event.envelope.action !== "requested_action") return {};
      return lookAgain(event, parsed.data.check_run.head_sha, asked);
    },
    suite: (event) => {
      const parsed = CheckSuite.safeParse(event.payload);
      if (!parsed.success || parsed.data.check_suite.app?.id !== appId) return {};
      if (event.envelope.action !== "rerequested") return {};
      return lookAgain(event, parsed.data.check_suite.head_sha, true);
    },
  };
}

/** A click asks for a look; it grants nothing. After a re-run GitHub waits for a new run. */
function lookAgain({ repository }: Event, headSha: string, rerun: boolean) {
  if (!repository) return {};
  const head = { repositoryId: repository.id, headSha };
  return {
    jobs: [{ subject: { kind: "head" as const, ...head }, priority: FRESH }],
    ...(rerun ? { rerun: head } : {}),
  };
}
