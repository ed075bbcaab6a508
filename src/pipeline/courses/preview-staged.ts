import type { Clock } from "../../domain/clock.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { CourseInForce } from "../../domain/stores/staging.ts";
import type { Facts } from "../../gate/facts.ts";
import type { Preview } from "../../gate/preview.ts";
import { type CourseSource, compareContent, type Staged } from "../../training/staging.ts";
import type { Entries } from "../entries.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import { capOn } from "../policy/preview-file.ts";
import { bareCourses, curriculumOf } from "./courses-in-force.ts";
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

export interface StagedAsked {
  /** By their ids; none: all. */
  readonly courses: readonly string[];
  /** Where the change is tried; left out: everywhere. Every open head is decided twice for it, some with a question to GitHub. */
  readonly org?: Installation["orgId"];
}

/** What is staged, and what it would change. Reads only. */
export async function previewStaged({ courses, org }: StagedAsked, deps: PublishDeps): Promise<StagedContent> {
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
  const active = await deps.stores.installations.listActive();
  for (const installation of active.filter(({ orgId }) => org === undefined || orgId === org)) {
    const now = await deps.inForce(installation.orgId);
    if (!now) continue;
    const preview = await deps.preview(installation, now, both);
    const { capPercent, isOver } = capOn(preview, now);
    previews.push({ installation, preview, capPercent, isOverCap: isOver });
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
