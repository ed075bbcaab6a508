import type { PersonId } from "../../domain/ids.ts";
import { blockedAtWorst } from "../../gate/preview.ts";
import type { Staged } from "../../training/staging.ts";
import type { DraftOf } from "../entries.ts";
import { fileHookLooks } from "../hooks/file.ts";
import { backfillJobs } from "../sweep/backfill.ts";
import { type CoursePreview, type PublishDeps, previewStaged, type StagedContent } from "./preview-staged.ts";
import { publishCourse, withdrawCourse } from "./publish-courses.ts";

export type Published =
  | (StagedContent & { readonly done: "published" | "held" | "nothing-staged" })
  | { readonly done: "not-staged"; readonly unknown: readonly string[] };

export interface Publish {
  /** Ids of courses; empty: all that is staged. */
  readonly courses: readonly string[];
  readonly by: PersonId;
  /** Without one, what would newly block more than the cap allows stays staged. */
  readonly reason: string | null;
}

/**
 * Puts staged courses in force, with an entry for each, and files every open head. What would newly block more than an
 * organisation's cap allows is put in force only with a reason.
 */
export async function publishStaged({ courses, by, reason }: Publish, deps: PublishDeps): Promise<Published> {
  const found = await previewStaged({ courses }, deps);
  const unknown = courses.filter((id) => !found.staged.some((one) => one.id === id));
  if (unknown.length > 0) return { done: "not-staged", unknown };
  if (found.staged.length === 0) return { ...found, done: "nothing-staged" };
  const over = found.previews.filter((one) => one.isOverCap);
  if (over.length > 0 && reason === null) {
    await logHeld(found.staged, over, deps);
    return { ...found, done: "held" };
  }
  await letIn(found.staged, { by, reason }, deps);
  return { ...found, done: "published" };
}

async function letIn(
  staged: readonly Staged[],
  { by, reason }: Pick<Publish, "by" | "reason">,
  deps: PublishDeps,
): Promise<void> {
  const at = deps.clock();
  await deps.transact(async (stores) => {
    const reasonSha256 = reason === null ? null : await stores.reasons.keep(reason, at);
    const inForce = await stores.courses.listInForce();
    for (const one of staged) {
      const before = inForce.find(({ id }) => id === one.id);
      const publishing = { at, by, reasonSha256 };
      if (one.kind === "version") await publishCourse(stores, { source: one.source, before }, publishing, deps.entries);
      else if (before) await withdrawCourse(stores, before, publishing, deps.entries);
    }
    const active = await stores.installations.listActive();
    for (const { id } of active) await stores.jobs.file(backfillJobs(await stores.pulls.openHeads(id)));
    await fileHookLooks(
      stores,
      active.map(({ orgId }) => orgId),
    );
  });
}

async function logHeld(
  staged: readonly Staged[],
  over: readonly CoursePreview[],
  { transact, entries, clock, inForce }: PublishDeps,
): Promise<void> {
  const at = clock();
  const courses = staged.flatMap((one) =>
    one.kind === "version"
      ? [{ id: one.id, version: one.source.course.version, content_sha256: one.source.course.digest }]
      : [],
  );
  for (const { installation, preview, capPercent } of over) {
    const now = await inForce(installation.orgId);
    if (!now) continue;
    await transact((stores) =>
      entries.append<DraftOf<"policy.held">>(stores, at, {
        type: "policy.held",
        org: installation.orgId,
        actor: { kind: "app" },
        source: { kind: "reconcile" },
        rule: { policy_sha256: now.digest, in_force_sha256: now.digest },
        courses,
        counts: {
          newly_blocked: blockedAtWorst(preview),
          open: preview.open,
          cap_percent: capPercent,
        },
      }),
    );
  }
}
