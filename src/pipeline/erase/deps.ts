import type { Clock } from "../../domain/clock.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Entries } from "../entries.ts";
import type { Policies } from "../policy/policies.ts";
import type { Roles } from "../policy/roles.ts";

export interface EraseDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Pick<Entries, "append" | "subjectOf">;
  readonly policies: Pick<Policies, "inForce">;
  readonly roles: Pick<Roles, "rolesOf">;
  readonly clock: Clock;
  /** 32 random bytes. */
  readonly newSalt: () => Uint8Array;
}
