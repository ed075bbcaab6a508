import type { Clock } from "../domain/clock.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import type { CourseInForce } from "../domain/stores/staging.ts";
import type { Facts } from "../gate/facts.ts";
import type { Preview } from "../gate/preview.ts";
import { isOverCap } from "../policy/cap.ts";
import { type CourseSource, compareContent, type Staged } from "../training/staging.ts";
import { bareCourses, curriculumOf } from "./courses-in-force.ts";
import type { Entries } from "./entries.ts";
import type { PolicyInForce } from "./policy-in-force.ts";
import { rowOf } from "./publish-courses.ts";

export interface PublishDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly clock: Clock;
  readonly content: readonly CourseSource[];
  readonly inForce: (org: Installation["orgId"]) => Promise<PolicyInForce | null>;
  /** What would be different with these courses instead of those. Reads only. */
  readonly preview: (
    installation: Installation,
    now: PolicyInForce,
    courses: { readonly before: Facts["courses"]; readonly after: Facts["courses"] },
  ) => Promise<Preview>;
}

export interface CoursePreview {
  readonly installation: Installation;
  readonly preview: Preview;
  readonly capPercent: number;
  readonly isOverCap: boolean;
}

/** What waits in `content/`, and what it would change for whom. */
export interface StagedContent {
  readonly staged: readonly Staged[];
  /** Of each organisation with a policy in force. */
  readonly previews: readonly CoursePreview[];
}

/** Of these courses, or of all: what is staged, and what it would change. Reads only. */
export async function previewStaged(courses: readonly string[], deps: PublishDeps): Promise<StagedContent> {
  const inForce = await deps.stores.courses.listInForce();
  const staged = compareContent(deps.content, inForce).staged.filter(
    ({ id }) => courses.length === 0 || courses.includes(id),
  );
  if (staged.length === 0) return { staged, previews: [] };
  const after = rowsAfter(inForce, staged, deps.clock());
  // Refuses what could not be served: two courses that cannot stand beside each other.
  curriculumOf(after, deps.content);
  const both = { before: bareCourses(inForce), after: bareCourses(after) };
  const previews: CoursePreview[] = [];
  for (const installation of await deps.stores.installations.listActive()) {
    const now = await deps.inForce(installation.orgId);
    if (!now) continue;
    const preview = await deps.preview(installation, now, both);
    const capPercent = now.policy.cap.newly_blocked;
    const count = { newlyBlocked: preview.newlyBlocked.length + preview.undecided.length, open: preview.open };
    previews.push({ installation, preview, capPercent, isOverCap: isOverCap(count, capPercent) });
  }
  return { staged, previews };
}

function rowsAfter(inForce: readonly CourseInForce[], staged: readonly Staged[], at: Date): readonly CourseInForce[] {
  const kept = inForce.filter(({ id }) => !staged.some((one) => one.id === id));
  const fresh = staged.flatMap((one) =>
    one.kind === "version"
      ? [
          rowOf(
            one.source,
            inForce.find(({ id }) => id === one.id),
            at,
          ),
        ]
      : [],
  );
  return [...kept, ...fresh];
}
