import { isGranted, type PermissionNeed } from "../policy/app-needs.ts";
import type { Hole, HoleKind } from "./coverage.ts";

/** The App and one installation of it, as GitHub has them, beside what the policy in force needs. */
export interface OrganisationSeen {
  readonly appPermissions: Readonly<Record<string, string | undefined>>;
  readonly appEvents: readonly string[];
  readonly grantedPermissions: Readonly<Record<string, string | undefined>>;
  readonly suspended: boolean;
  readonly webhookUrl: string | null;
  readonly expectedWebhookUrl: string;
  readonly deliveries: { readonly failed: number; readonly total: number };
  /** Set where the owner chose repositories: how many the organisation has, and how many are reached. */
  readonly selected: { readonly all: number | null; readonly reached: number } | null;
  /** Repositories that the policy names, without a wildcard, and the installation does not reach. */
  readonly unreached: readonly string[];
  /** Null: the organisation has none, or the installation does not reach it. */
  readonly policyRepository: { readonly name: string; readonly public: boolean; readonly reviewed: boolean } | null;
  readonly needs: { readonly permissions: readonly PermissionNeed[]; readonly events: readonly string[] };
}

/** One lost delivery is found by a sweep; where many fail, the gate answers late or never. */
const FAILING_SHARE = 0.05;

const hole = (kind: HoleKind, detail: string, remedy: string): Hole => ({ kind, repository: null, detail, remedy });

/** What is wrong with the App and its installation, whatever the repositories look like. */
export function organisationHoles(seen: OrganisationSeen): readonly Hole[] {
  const suspended = hole("suspended", "the installation is suspended: nothing is checked", "An owner unsuspends it");
  return [
    ...(seen.suspended ? [suspended] : []),
    ...permissionHoles(seen),
    ...webhookHoles(seen),
    ...reachHoles(seen),
    ...policyHoles(seen),
  ];
}

function permissionHoles({ needs, appPermissions, grantedPermissions, appEvents }: OrganisationSeen): readonly Hole[] {
  const permissions = needs.permissions.flatMap((need) => {
    const what = `${need.permission}: ${need.level}`;
    if (!isGranted(appPermissions, need))
      return [
        hole("permission-missing", `the App does not ask for ${what}: ${need.without}`, "Add it in the App's settings"),
      ];
    if (isGranted(grantedPermissions, need)) return [];
    const remedy = "An owner of the organisation accepts the App's new permissions";
    return [hole("permission-not-accepted", `${what} is not accepted: ${need.without}`, remedy)];
  });
  const unheard = needs.events.filter((event) => !appEvents.includes(event));
  const remedy = "Subscribe to it in the App's settings";
  return [...permissions, ...unheard.map((event) => hole("event-missing", `the App does not hear ${event}`, remedy))];
}

function webhookHoles({ webhookUrl, expectedWebhookUrl, deliveries }: OrganisationSeen): readonly Hole[] {
  const { failed, total } = deliveries;
  const elsewhere = `GitHub delivers to ${webhookUrl ?? "nowhere"}, and this app listens at ${expectedWebhookUrl}`;
  const remedy = "Look at the App's settings, Advanced, Recent deliveries";
  return [
    ...(webhookUrl === expectedWebhookUrl
      ? []
      : [hole("webhook-elsewhere", elsewhere, "Correct the webhook URL of the App, or BASE_URL")]),
    ...(failed > total * FAILING_SHARE
      ? [hole("deliveries-failing", `${failed} of the last ${total} deliveries failed`, remedy)]
      : []),
  ];
}

function reachHoles({ selected, unreached }: OrganisationSeen): readonly Hole[] {
  const remedy = "Install the App on all repositories, or select these too";
  const outside = selected?.all == null ? 0 : selected.all - selected.reached;
  return [
    ...(outside > 0
      ? [
          hole(
            "not-reached",
            `${outside} of ${selected?.all} repositories are not selected: nothing is checked there`,
            remedy,
          ),
        ]
      : []),
    ...unreached.map((name) =>
      hole("not-reached", `the policy names ${name}, which the installation does not reach`, remedy),
    ),
  ];
}

function policyHoles({ policyRepository }: OrganisationSeen): readonly Hole[] {
  if (policyRepository === null) return [];
  const { name, reviewed, public: isPublic } = policyRepository;
  return [
    ...(isPublic
      ? [hole("policy-public", `the policy lies in ${name}, which is public`, "Make it private or internal")]
      : []),
    ...(reviewed
      ? []
      : [
          hole(
            "policy-unreviewed",
            `whoever may push to ${name} can change the policy alone`,
            "Require an approving review on its default branch",
          ),
        ]),
  ];
}
