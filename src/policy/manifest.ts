import { z } from "zod";
import type { Path } from "./problem.ts";
import { type DeepReadonly, line, unlessMissing } from "./values.ts";

const Address = z.url({ protocol: /^https?$/, error: unlessMissing("must be an http or https address") }).max(500);

/**
 * The keys that GitHub documents for the manifest of an App. Probot sends every key at the top of
 * `app.yml` to GitHub, so nothing else may stand there but `enforcement:`, which `setup` takes out.
 */
export const Manifest = z
  .strictObject({
    name: line(34).describe("The App's name, unique on GitHub."),
    url: Address.describe("The App's homepage."),
    hook_attributes: z
      .strictObject({ url: Address, active: z.boolean().optional() })
      .describe("Where GitHub sends deliveries. setup puts your host in."),
    redirect_url: Address.describe("Filled in by setup."),
    callback_urls: z
      .array(Address)
      .max(10)
      .describe("Where people return to after signing in. setup puts your host in."),
    setup_url: Address.describe("Where people return to after installing the App."),
    setup_on_update: z.boolean(),
    description: z.string().max(1000),
    public: z.boolean().describe("Whether other organisations may install the App."),
    default_events: z.array(z.string().max(60)).max(60).describe("Events that GitHub delivers."),
    default_permissions: z
      .record(
        z.string().regex(/^[a-z_]{1,60}$/, "must be the name of a permission"),
        z.enum(["read", "write", "admin"]),
      )
      .describe("What the App may do."),
    request_oauth_on_install: z.boolean(),
  })
  .partial();
export type Manifest = DeepReadonly<z.output<typeof Manifest>>;

/** The path on which this app listens. GitHub's answer to a wrong one is a 404 on every delivery, which nobody sees. */
export const WEBHOOK_PATH = "/api/github/webhooks";

/** Which permissions let an App subscribe to an event: one of them is enough. Source: GitHub's webhook reference. */
const PERMISSIONS_OF: Readonly<Record<string, readonly string[]>> = {
  branch_protection_rule: ["administration"],
  check_run: ["checks"],
  check_suite: ["checks"],
  custom_property_values: ["organization_custom_properties"],
  issue_comment: ["issues"],
  member: ["members"],
  membership: ["members"],
  merge_group: ["merge_queues"],
  organization: ["members"],
  pull_request: ["pull_requests"],
  pull_request_review: ["pull_requests"],
  push: ["contents"],
  repository: ["metadata"],
  repository_ruleset: ["administration", "organization_administration"],
  team: ["members"],
};

/** Sent to every App; GitHub refuses a manifest that lists them. */
const AUTOMATIC = ["github_app_authorization", "installation", "installation_repositories"];

interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly remedy?: string;
}

/** What GitHub would refuse, or take and never deliver to. A file without manifest keys is only a policy, and is fine. */
export function findManifestProblems(manifest: Manifest): readonly Finding[] {
  if (Object.keys(manifest).length === 0) return [];
  const missing = (["url", "hook_attributes"] as const)
    .filter((key) => manifest[key] === undefined)
    .map((key) => ({ path: [key], message: "is missing", remedy: "GitHub needs it to register the App" }));
  const hook = manifest.hook_attributes;
  const deaf = hook !== undefined && new URL(hook.url).pathname !== WEBHOOK_PATH;
  return [
    ...missing,
    ...(deaf
      ? [{ path: ["hook_attributes", "url"], message: `must end in ${WEBHOOK_PATH}, where this app listens` }]
      : []),
    ...findPermissionProblems(manifest),
    ...(manifest.default_events ?? []).flatMap((event, index) => findEventProblem(manifest, event, index)),
  ];
}

/** GitHub's own schema calls it `email_addresses`, and its manifest refuses that name. */
function findPermissionProblems({ default_permissions = {} }: Manifest): Finding[] {
  if (!Object.hasOwn(default_permissions, "email_addresses")) return [];
  const path = ["default_permissions", "email_addresses"];
  return [{ path, message: "is a name that GitHub refuses in a manifest", remedy: "Write emails" }];
}

function findEventProblem(manifest: Manifest, event: string, index: number): Finding[] {
  const path = ["default_events", index];
  if (AUTOMATIC.includes(event)) {
    const remedy = "Leave it out: every App receives it, and GitHub refuses a manifest that lists it";
    return [{ path, message: `names ${event}, which is automatic`, remedy }];
  }
  const permissions = Object.hasOwn(PERMISSIONS_OF, event) ? PERMISSIONS_OF[event] : undefined;
  if (!permissions) return [{ path, message: `names "${event}", an event that this app does not use` }];

  const granted = manifest.default_permissions ?? {};
  if (permissions.some((permission) => Object.hasOwn(granted, permission))) return [];
  const remedy = `Add ${permissions.join(" or ")}: read to default_permissions, or leave the event out`;
  return [{ path, message: `names ${event} without the permission that it needs`, remedy }];
}
