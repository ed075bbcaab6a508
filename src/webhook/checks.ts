import { z } from "zod";
import { POLICY_CHECK_NAME } from "../domain/check-name.ts";
import { FRESH } from "../domain/priority.ts";
import { subjectOn } from "./merge-group.ts";
import type { Describe, Event } from "./payload.ts";

const Branch = z.string().nullish();
const App = z.object({ id: z.int() }).nullish();
const CheckRun = z.object({
  check_run: z.object({
    name: z.string(),
    head_sha: z.string(),
    app: App,
    check_suite: z.object({ head_branch: Branch }).nullish(),
  }),
});
const CheckSuite = z.object({ check_suite: z.object({ head_sha: z.string(), head_branch: Branch, app: App }) });

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
      const { name, head_sha, check_suite } = parsed.data.check_run;
      if (name === POLICY_CHECK_NAME) return lookAtPolicyAgain(event, head_sha, asked);
      return lookAgain(event, { headSha: head_sha, branch: check_suite?.head_branch, rerun: asked });
    },
    suite: (event) => {
      const parsed = CheckSuite.safeParse(event.payload);
      if (!parsed.success || parsed.data.check_suite.app?.id !== appId) return {};
      if (event.envelope.action !== "rerequested") return {};
      const { head_sha, head_branch } = parsed.data.check_suite;
      return lookAgain(event, { headSha: head_sha, branch: head_branch, rerun: true });
    },
  };
}

function lookAtPolicyAgain({ repository }: Event, headSha: string, rerun: boolean): ReturnType<Describe> {
  if (!repository) return {};
  return {
    jobs: [{ subject: { kind: "policy-pull", repositoryId: repository.id, headSha, rerun }, priority: FRESH }],
  };
}

/** A click asks for a look; it grants nothing. After a re-run GitHub waits for a new run. */
function lookAgain(
  { repository }: Event,
  { headSha, branch = null, rerun }: { headSha: string; branch: string | null | undefined; rerun: boolean },
) {
  if (!repository) return {};
  return {
    jobs: [{ subject: subjectOn(repository.id, headSha, branch), priority: FRESH }],
    ...(rerun ? { rerun: { repositoryId: repository.id, headSha } } : {}),
  };
}
