import type { OrgId } from "../../domain/ids.ts";
import type { Staged } from "../../training/staging.ts";
import { previewStaged } from "../courses/preview-staged.ts";
import { publishStaged } from "../courses/publish-staged.ts";
import { noText, objectionToRole, textOf } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { POLICY_PATH } from "../github-port.ts";
import { previewFile } from "../policy/preview-file.ts";
import { type AdminDeps, installationOf } from "./deps.ts";
import type { PreviewedText, RolloutView, StagedCourse } from "./port.ts";
import { readRolloutStanding, rolloutSteps } from "./rollout-steps.ts";

/** What waits in the content's folder, what it would change here, and the organisation's own file to try changes on. */
export async function readRollout(org: OrgId, deps: AdminDeps): Promise<RolloutView> {
  const { staged, previews } = await previewStaged({ courses: [], org }, publishDepsOf(deps));
  const [here] = previews;
  const standing = await readRolloutStanding(org, deps);
  return {
    standing,
    steps: rolloutSteps(standing),
    staged: staged.map(stagedCourse),
    impact: here ? { preview: here.preview, capPercent: here.capPercent, wouldBeHeld: here.isOverCap } : null,
    text: (await deps.stores.policies.inForce(org))?.text ?? null,
  };
}

/** Who and what this text would change in the organisation. Changes nothing. */
export async function previewText(org: OrgId, text: string, deps: AdminDeps): Promise<PreviewedText> {
  const previewed = await previewFile(
    await installationOf(org, deps),
    { source: POLICY_PATH, text },
    previewDepsOf(deps),
  );
  return previewed.ok ? { ok: true, impact: previewed.previewed } : previewed;
}

/**
 * Puts staged courses in force, everywhere: an instance has one curriculum. So an admin of one organisation alone may
 * not, where there are others.
 */
export async function publishRollout(
  by: Actor,
  given: { readonly courses: readonly string[]; readonly reason: string },
  deps: AdminDeps,
): Promise<Done> {
  for (const { orgId } of await deps.stores.installations.listActive()) {
    const objection = await objectionToRole(by, orgId, "admin", deps.roles);
    if (objection) return objection;
  }
  const reason = textOf(given.reason);
  if (reason === null) return noText("reason");
  if (given.courses.length === 0) return refused("Choose at least one course", "courses");
  const published = await publishStaged({ courses: given.courses, by: by.person, reason }, publishDepsOf(deps));
  if (published.done === "published") return { ok: true, id: given.courses.join(" ") };
  return refused("This does not wait any more: look at what stands here now");
}

export function stagedCourse(one: Staged): StagedCourse {
  return { course: one.id, inForce: one.inForce, staged: one.kind === "version" ? one.source.course.version : null };
}

function previewDepsOf({ stores, deployment, knownCourses, policies, previews }: AdminDeps) {
  return {
    stores,
    deployment,
    courses: knownCourses,
    inForce: (org: OrgId) => policies.inForce(org),
    preview: previews.policy,
  };
}

function publishDepsOf({ stores, transact, entries, clock, content, policies, previews }: AdminDeps) {
  return {
    ...{ stores, transact, entries, clock, content },
    inForce: (org: OrgId) => policies.inForce(org),
    preview: previews.courses,
  };
}
