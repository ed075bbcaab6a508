import { createHash } from "node:crypto";
import type { Clock } from "../../domain/clock.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { OutsideStores, Stores, Transact } from "../../domain/stores/index.ts";
import type { Entries } from "../entries.ts";
import type { Roles, RolesDeps } from "../policy/roles.ts";
import type { Actor } from "./port.ts";

export interface ExceptionDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Pick<Entries, "append" | "appendAll" | "subjectOf">;
  readonly policies: RolesDeps["policies"];
  readonly roles: Roles;
  readonly clock: Clock;
  /** A random UUID. */
  readonly newId: () => string;
  /** 32 random bytes. */
  readonly newSalt: () => Uint8Array;
}

/** `sha256:` and the hex of SHA-256(salt ‖ text). */
export function commitTo(salt: Uint8Array, text: string): string {
  return `sha256:${createHash("sha256").update(salt).update(text, "utf8").digest("hex")}`;
}

/** By whom and from where, as an entry says it. */
export function originOf(by: Actor | null): {
  actor: { kind: "admin"; id?: string };
  source: { kind: "ui" | "cli" };
} {
  return {
    actor: { kind: "admin", ...(by && { id: by.person }) },
    source: { kind: by?.via ?? "cli" },
  };
}

/** The people of an entry, as the log names them. */
export function subjectsOf({ entries }: Pick<ExceptionDeps, "entries">, stores: Stores) {
  return (person: PersonId) => entries.subjectOf(stores, person);
}
