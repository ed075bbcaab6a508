import { DEFAULT_EVENTS, DEFAULT_PERMISSIONS } from "../../sandbox/github/app.ts";
import type { GitHub } from "../../sandbox/github/server.ts";
import type { Ruleset } from "../../sandbox/github/state.ts";
import { type Flow, MODES } from "../../support/flow.ts";

/** With the permissions and events that `setup --with rulesets` asks for. */
export const APP = {
  permissions: {
    ...DEFAULT_PERMISSIONS,
    administration: "write",
    organization_administration: "write",
    organization_custom_properties: "read",
    statuses: "write",
  },
  events: [...DEFAULT_EVENTS, "repository_ruleset", "branch_protection_rule", "custom_property_values"],
} as const;

export const POLICY = `${MODES}  rulesets: managed
`;

/** The organisation's ruleset of our name. */
export function ourRuleset({ state }: GitHub): Ruleset | undefined {
  return [...state.rulesets.values()].find(
    ({ source, body }) => source.kind === "Organization" && body.name === "training-gate",
  );
}

export interface Entry {
  readonly type: string;
  readonly change?: string;
  readonly actor: { readonly kind: string };
}

export async function entriesOf({ database }: Flow, type: string): Promise<readonly Entry[]> {
  const rows = await database.db.logEntry.findMany({ where: { type }, orderBy: { seq: "asc" } });
  return rows.map(({ body }) => JSON.parse(body) as Entry);
}
