import type { Installation } from "../../domain/installation.ts";
import type { PolicyStore } from "../../domain/stores/verdicts.ts";
import { blockedAtWorst, type Preview } from "../../gate/preview.ts";
import { isOverCap } from "../../policy/cap.ts";
import { isDeploymentFile } from "../../policy/file-kind.ts";
import { type KnownCourse, problemsWithCourses } from "../../policy/known-courses.ts";
import { type LayeredPolicy, layerPolicies, type PolicyFile } from "../../policy/layer.ts";
import { parsePolicy } from "../../policy/parse.ts";
import type { Problem } from "../../policy/problem.ts";
import type { PolicyInForce } from "./in-force.ts";

export interface PreviewFileDeps {
  readonly stores: { readonly policies: Pick<PolicyStore, "inForce"> };
  /** The deployment's policy file. */
  readonly deployment: PolicyFile;
  readonly courses: () => Promise<readonly KnownCourse[]>;
  readonly inForce: (org: Installation["orgId"]) => Promise<PolicyInForce | null>;
  /** What would be different. Reads only. */
  readonly preview: (installation: Installation, now: PolicyInForce | null, next: LayeredPolicy) => Promise<Preview>;
}

export interface FilePreview {
  readonly digest: string;
  readonly preview: Preview;
  /** Of open pull requests that newly block, or may: by the policy in force; null where none is. */
  readonly capPercent: number | null;
  /** Whether it would wait for an admin: by the cap in force, which no change can lift for itself. */
  readonly wouldBeHeld: boolean;
}

export type PreviewedFile =
  | { readonly ok: true; readonly previewed: FilePreview }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Who and what a file would change in an organisation: its own file, or the deployment's. Changes nothing. */
export async function previewFile(
  installation: Installation,
  file: { readonly source: string; readonly text: string },
  deps: PreviewFileDeps,
): Promise<PreviewedFile> {
  const layered = await candidate(file, installation, deps);
  if ("problems" in layered) return { ok: false, problems: layered.problems };
  const now = await deps.inForce(installation.orgId);
  const preview = await deps.preview(installation, now, layered);
  return { ok: true, previewed: { digest: layered.digest, preview, ...heldBy(now, layered, preview) } };
}

/** What of it cannot be told counts as blocked. */
export function heldBy(
  now: PolicyInForce | null,
  { digest }: LayeredPolicy,
  preview: Preview,
): Pick<FilePreview, "capPercent" | "wouldBeHeld"> {
  if (now === null) return { capPercent: null, wouldBeHeld: false };
  const { capPercent, isOver } = capOn(preview, now);
  return { capPercent, wouldBeHeld: isOver && now.digest !== digest };
}

/** By the cap in force, which no change can lift for itself. */
export function capOn(
  preview: Preview,
  { policy }: PolicyInForce,
): { readonly capPercent: number; readonly isOver: boolean } {
  const capPercent = policy.cap.newly_blocked;
  const count = { newlyBlocked: blockedAtWorst(preview), open: preview.open };
  return { capPercent, isOver: isOverCap(count, capPercent) };
}

/** The deployment's file keeps the organisation's own over it, and the organisation's lies over the deployment's. */
async function candidate(
  file: { readonly source: string; readonly text: string },
  { orgId }: Installation,
  { deployment, stores, courses }: PreviewFileDeps,
): Promise<LayeredPolicy | { readonly problems: readonly Problem[] }> {
  if (!isDeploymentFile(file.text)) {
    const own = parsePolicy({ ...file, deployment });
    if (!own.ok) return own;
    const layered = layerPolicies(deployment, own);
    const problems = problemsWithCourses(own, layered, await courses());
    return problems.length > 0 ? { problems } : layered;
  }
  const below = parsePolicy(file);
  if (!below.ok) return below;
  const text = (await stores.policies.inForce(orgId))?.text ?? null;
  if (text === null) return layerPolicies(below);
  const own = parsePolicy({ source: "the organisation's file", text, deployment: below });
  return own.ok ? layerPolicies(below, own) : own;
}
