import type { Clock } from "../../domain/clock.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Facts } from "../../gate/facts.ts";
import type { PolicyTexts } from "../../programme/load.ts";
import type { Curriculum } from "../../training/curriculum.ts";
import type { Mapping } from "../../training/mapping/mapping.ts";
import type { Organisation } from "../../training/organisation.ts";
import type { Entries } from "../entries.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import type { Roles } from "../policy/roles.ts";

export interface PolicyDocumentDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Pick<Entries, "append" | "subjectOf">;
  readonly policies: { inForce(org: OrgId): Promise<PolicyInForce | null> };
  readonly roles: Roles;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly texts: PolicyTexts;
  readonly mapping: Mapping;
  readonly organisation: Organisation;
  /** In force now. */
  readonly curriculum: () => Promise<Curriculum>;
  /** As the gate asks for them. */
  readonly courses: () => Promise<Facts["courses"]>;
  /** Where browsers reach us. */
  readonly baseUrl: string;
}

export async function installationOf(org: OrgId, { stores }: PolicyDocumentDeps): Promise<Installation | undefined> {
  return (await stores.installations.listActive()).find(({ orgId }) => orgId === org);
}
