import type { Clock } from "../../domain/clock.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Facts } from "../../gate/facts.ts";
import type { Entries } from "../entries.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import type { AccessReader, AccessWriter } from "./github-port.ts";

export interface GatherAccessDeps {
  readonly stores: Pick<
    OutsideStores,
    | "access"
    | "accessEffects"
    | "accessGates"
    | "accessRuns"
    | "holds"
    | "installations"
    | "notices"
    | "people"
    | "policies"
    | "repositories"
    | "roster"
    | "training"
    | "waivers"
  >;
  /** Courses as they are in force now. */
  readonly courses: () => Facts["courses"] | Promise<Facts["courses"]>;
  readonly clock: Clock;
}

export interface AccessGateDeps extends GatherAccessDeps {
  readonly transact: Transact;
  readonly policies: { inForce(org: OrgId): Promise<PolicyInForce | null> };
  readonly accountAccess: AccessReader;
  readonly accessWriter: AccessWriter;
  readonly entries: Pick<Entries, "append" | "appendAll" | "subjectOf">;
  /** Random UUIDs. */
  readonly newId: () => string;
  /** Random and unguessable. */
  readonly newDecisionId: () => string;
  /** 32 random bytes. */
  readonly newSalt: () => Uint8Array;
}
