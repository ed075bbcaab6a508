import type { Clock } from "../../domain/clock.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Curriculum } from "../../training/curriculum.ts";
import type { Mapping } from "../../training/mapping/mapping.ts";
import type { OpenReports } from "../auditor/deps.ts";
import type { Entries } from "../entries.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import type { Roles } from "../policy/roles.ts";

export interface ReviewDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Pick<Entries, "append" | "subjectOf">;
  readonly policies: { inForce(org: OrgId): Promise<PolicyInForce | null> };
  readonly roles: Roles;
  readonly clock: Clock;
  readonly newId: () => string;
  /** 32 random bytes. */
  readonly newSalt: () => Uint8Array;
  readonly mapping: Mapping;
  /** In force now. */
  readonly curriculum: () => Promise<Curriculum>;
  /** The reports that a review counts, on one snapshot. */
  readonly openReports: (org: OrgId) => Promise<Pick<OpenReports, "reports" | "close">>;
  /** Of this app. */
  readonly version: string;
}
