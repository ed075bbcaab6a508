import type { ConfigWith } from "../config.ts";
import { POLICY_CHECK_NAME } from "../domain/check-name.ts";
import { createCheckWriter, createRunFinder } from "../github/checks.ts";
import type { GitHubClient } from "../github/client.ts";
import { createHeadReader } from "../github/heads.ts";
import { createPolicyFileReader } from "../github/policy-file.ts";
import { createPolicyProposalReader } from "../github/proposed-policy.ts";
import { type CoursesInForce, openCourses } from "../pipeline/courses/courses-in-force.ts";
import type { PublishDeps } from "../pipeline/courses/preview-staged.ts";
import type { Entries } from "../pipeline/entries.ts";
import { createPolicies, type Policies } from "../pipeline/policy/policies.ts";
import { type PreviewDeps, previewChange } from "../pipeline/policy/preview.ts";
import type { PolicyPullDeps } from "../pipeline/policy/pull.ts";
import { layerPolicies } from "../policy/layer.ts";
import { contactIn } from "../training/load.ts";
import type { Parts } from "./core.ts";
import { logPolicyNews, warnOfSilence } from "./policy-news.ts";

export interface PolicyParts
  extends Pick<PolicyPullDeps, "proposals" | "policyChecks" | "policyRuns" | "policySource" | "policyRepository"> {
  readonly policies: Policies;
  readonly courses: CoursesInForce;
  readonly previewCourses: PublishDeps["preview"];
}

/** What is in force, of courses and policies, and how a change of it is tried before it counts. */
export async function createPolicyParts(
  config: ConfigWith<"github">,
  { storage, files, clock, log, github, entries }: Parts & { readonly github: GitHubClient; readonly entries: Entries },
): Promise<PolicyParts> {
  const { stores, transact } = storage;
  const { repository } = config.policy;
  const organisation = files.organisation?.text ?? null;
  const policyLog = log.child({ part: "policy" });
  const contact = contactIn(files.organisation, config.content.folders);
  warnOfSilence(layerPolicies(files.policy), contact, policyLog);
  const courses = await openCourses({ stores, transact, entries, clock, content: files.content, organisation });
  const previews: PreviewDeps = { stores, clock, heads: createHeadReader(github), courses: courses.facts };
  const policies = createPolicies({
    stores,
    transact,
    files: createPolicyFileReader(github, repository),
    deployment: files.policy,
    entries,
    clock,
    courses: courses.known,
    preview: (installation, now, policy) => previewChange(installation, now, { policy, blockedOnly: true }, previews),
    tell: logPolicyNews(policyLog, contact),
  });
  return {
    policies,
    courses,
    proposals: createPolicyProposalReader(github),
    policyChecks: createCheckWriter(github, POLICY_CHECK_NAME),
    policyRuns: createRunFinder(github, config.github.appId, POLICY_CHECK_NAME),
    policyRepository: repository,
    previewCourses: (installation, now, courses) => previewChange(installation, now, { courses }, previews),
    policySource: {
      deployment: files.policy,
      courses: courses.known,
      preview: (installation, now, policy) => previewChange(installation, now, { policy }, previews),
    },
  };
}
