import type { Manifest } from "./manifest.ts";
import { noticesOf } from "./notices.ts";
import type { Policy } from "./policy.ts";
import { gatesAnything } from "./scope.ts";

export interface PermissionNeed {
  readonly permission: string;
  readonly level: "read" | "write";
  /** What does not work without it; a clause. */
  readonly without: string;
}

/** What the check on pull requests cannot do without, whatever the policy says. */
const BASE: readonly PermissionNeed[] = [
  { permission: "checks", level: "write", without: "no check can be published" },
  { permission: "pull_requests", level: "write", without: "pull requests cannot be read" },
  { permission: "contents", level: "read", without: "commits and the policy file cannot be read" },
  { permission: "issues", level: "read", without: "/training recheck is not heard" },
  { permission: "members", level: "read", without: "who belongs to the organisation is not known" },
  { permission: "merge_queues", level: "read", without: "merge queues wait for an answer that never comes" },
  { permission: "metadata", level: "read", without: "repositories cannot be read" },
];

const BASE_EVENTS = [
  "pull_request",
  "merge_group",
  "push",
  "repository",
  "organization",
  "membership",
  "member",
  "team",
];

/** GitHub asks for write even of those who only read an organisation's rulesets. */
const RULESETS: readonly PermissionNeed[] = [
  { permission: "organization_administration", level: "write", without: "the organisation's ruleset cannot be kept" },
  { permission: "administration", level: "write", without: "repositories' own rulesets cannot be kept" },
  { permission: "statuses", level: "write", without: "GitHub does not take the App as the source of a required check" },
];

/** Seats are given and taken by these; without them the decisions on access are only logged. */
const ACCESS: readonly PermissionNeed[] = [
  { permission: "members", level: "write", without: "nobody is put into a team or taken out of one, nor invited" },
  { permission: "administration", level: "write", without: "roles of single accounts on repositories are left alone" },
];

const NOTICES: readonly PermissionNeed[] = [
  { permission: "issues", level: "write", without: "nobody is told anything in the onboarding repository" },
];

const PROPERTIES: readonly PermissionNeed[] = [
  {
    permission: "organization_custom_properties",
    level: "read",
    without: "scopes by property cannot be told apart, and the strictest that may hold does",
  },
];

export function namesProperties({ scopes }: Policy): boolean {
  return scopes.some(({ property = {} }) => Object.keys(property).length > 0);
}

/** The permissions of the App that this policy needs, the gate's own first. */
export function permissionsFor(policy: Policy): readonly PermissionNeed[] {
  return [
    ...BASE,
    ...(namesProperties(policy) ? PROPERTIES : []),
    ...(policy.rulesets === "managed" ? RULESETS : []),
    ...(gatesAnything(policy) ? ACCESS : []),
    ...(noticesOf(policy).repository === null ? [] : NOTICES),
  ];
}

export function eventsFor(policy: Policy): readonly string[] {
  return [
    ...BASE_EVENTS,
    ...(namesProperties(policy) ? ["custom_property_values"] : []),
    ...(policy.rulesets === "managed" ? ["repository_ruleset", "branch_protection_rule"] : []),
  ];
}

export function isGranted(
  permissions: Readonly<Record<string, string | undefined>>,
  { permission, level }: Pick<PermissionNeed, "permission" | "level">,
): boolean {
  const granted = permissions[permission];
  return granted === "admin" || granted === "write" || (granted === "read" && level === "read");
}

/** What the policy needs and a manifest does not ask for, as sentences. A file without manifest keys asks for nothing here. */
export function missingFromManifest(policy: Policy, manifest: Manifest): readonly string[] {
  const { default_permissions: permissions, default_events: events } = manifest;
  const denied = permissions ? permissionsFor(policy).filter((need) => !isGranted(permissions, need)) : [];
  const unheard = events ? eventsFor(policy).filter((event) => !events.includes(event)) : [];
  return [
    ...denied.map(
      ({ permission, level, without }) => `default_permissions lacks ${permission}: ${level}. Without it ${without}`,
    ),
    ...unheard.map((event) => `default_events lacks ${event}. Without it changes are found by the hourly sweep alone`),
  ];
}
