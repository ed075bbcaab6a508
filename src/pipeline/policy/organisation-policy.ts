import { type KnownCourse, problemsWithCourses } from "../../policy/known-courses.ts";
import { type LayeredPolicy, layerPolicies, type PolicyFile } from "../../policy/layer.ts";
import { parsePolicy } from "../../policy/parse.ts";
import type { Problem } from "../../policy/problem.ts";
import { POLICY_PATH } from "../github-port.ts";

export type OrganisationPolicy =
  | { readonly ok: true; readonly layered: LayeredPolicy }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The organisation's file (null: it has none) over the deployment's: what would be in force, or why it cannot be. */
export function readOrganisationPolicy(
  text: string | null,
  on: { readonly deployment: PolicyFile; readonly courses: readonly KnownCourse[] },
): OrganisationPolicy {
  if (text === null) return { ok: true, layered: layerPolicies(on.deployment) };
  const own = parsePolicy({ source: POLICY_PATH, text, deployment: on.deployment });
  if (!own.ok) return own;
  const layered = layerPolicies(on.deployment, own);
  const problems = problemsWithCourses(own, layered, on.courses);
  return problems.length === 0 ? { ok: true, layered } : { ok: false, problems };
}
