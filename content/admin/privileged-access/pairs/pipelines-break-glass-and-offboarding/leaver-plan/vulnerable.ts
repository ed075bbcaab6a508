export interface Credential {
  readonly id: string;
  readonly kind:
    | "account"
    | "token"
    | "session"
    | "deploy-key"
    | "app-key"
    | "shared-secret";
  /** Whose rights it carries. Some carry their own. */
  readonly owner?: string;
  /** Who made it or could read it, and may have a copy. */
  readonly seenBy: readonly string[];
}

export interface Step {
  readonly credential: string;
  readonly action: "end" | "replace";
}

/** `accounts`: every account of the person who leaves. */
export function leaverPlan(
  accounts: readonly string[],
  inventory: readonly Credential[],
): readonly Step[] {
  return inventory
    .filter(({ owner }) => owner !== undefined && accounts.includes(owner))
    .map(({ id }) => ({ credential: id, action: "end" }));
}
