import type { Clock } from "../../domain/clock.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Facts } from "../../gate/facts.ts";
import type { KnownCourse } from "../../policy/known-courses.ts";
import type { PolicyFile } from "../../policy/layer.ts";
import type { CourseSource } from "../../training/staging.ts";
import type { PublishDeps } from "../courses/preview-staged.ts";
import type { Entries } from "../entries.ts";
import type { Waivers } from "../exceptions/port.ts";
import type { DeliveryReader, DeliveryWriter } from "../github-port.ts";
import type { Policies } from "../policy/policies.ts";
import type { PreviewFileDeps } from "../policy/preview-file.ts";
import type { Roles } from "../policy/roles.ts";
import type { AdminReading, TroubledJobs } from "./port.ts";

export interface AdminDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Entries;
  readonly policies: Pick<Policies, "inForce">;
  readonly roles: Roles;
  readonly waivers: Pick<Waivers, "list">;
  readonly clock: Clock;
  readonly reading: AdminReading;
  readonly jobs: TroubledJobs;
  readonly deliveries: DeliveryReader & DeliveryWriter;
  /** In force, as decisions know them, and as policies may name them. */
  readonly courses: () => Promise<Facts["courses"]>;
  readonly knownCourses: () => Promise<readonly KnownCourse[]>;
  /** The deployment's policy file. */
  readonly deployment: PolicyFile;
  /** What lies in the content's folders. */
  readonly content: readonly CourseSource[];
  /** What would be different; they read, and hold nothing that could write. */
  readonly previews: {
    readonly policy: PreviewFileDeps["preview"];
    readonly courses: PublishDeps["preview"];
  };
  readonly tell: (news: AdminNews) => void;
}

/** What somebody did that stands in no log entry. */
export type AdminNews = { readonly org: OrgId; readonly account: number } & (
  | { readonly did: "job-retried"; readonly job: string }
  | { readonly did: "delivery-redelivered"; readonly delivery: number }
);

/** Roles are held only where the app is installed. */
export async function installationOf(org: OrgId, { stores }: Pick<AdminDeps, "stores">): Promise<Installation> {
  const found = (await stores.installations.listActive()).find(({ orgId }) => orgId === org);
  if (!found) throw new Error(`The organisation ${org} has no installation that can be used`);
  return found;
}
