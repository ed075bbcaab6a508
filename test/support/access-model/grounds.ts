import type { Access } from "../../../src/domain/access.ts";
import { installationId, orgId, repositoryId } from "../../../src/domain/ids.ts";
import type { Installation, Repository } from "../../../src/domain/installation.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { policyOf } from "../../policy/files.ts";
import type { ModelTeam } from "./model-github.ts";

export const ORG = orgId(7_001);
export const COURSE = "owasp-top-10-2025";

export const INSTALLATION: Omit<Installation, "baselineAt"> = {
  id: installationId(51),
  orgId: ORG,
  orgLogin: "acme",
  accountType: "Organization",
  repositorySelection: "all",
  permissions: { members: "write", administration: "write", metadata: "read" },
  suspendedAt: null,
  deletedAt: null,
};

const NAMES = ["payments-api", "infra", "data"] as const;

export const REPOSITORIES: readonly Repository[] = NAMES.map((name, index) => ({
  id: repositoryId(601 + index),
  installationId: INSTALLATION.id,
  owner: "acme",
  name,
  visibility: "private",
  defaultBranch: "main",
  archived: false,
}));

const [API, INFRA, DATA] = REPOSITORIES.map(({ id }) => id) as [Repository["id"], Repository["id"], Repository["id"]];
const team = (
  id: number,
  slug: string,
  ...repositories: readonly (readonly [Repository["id"], Access])[]
): ModelTeam => ({
  id,
  slug,
  repositories: new Map(repositories),
});

export const PAYMENTS = 901;
export const READERS = 902;
export const OPERATIONS = 903;
export const ANALYSTS = 904;
export const CORPORATE = 905;
export const OPERATIONS_EU = 906;

/** Of each way in which a policy treats a team there is one. */
export const TEAMS: readonly ModelTeam[] = [
  team(PAYMENTS, "payments", [API, "write"]),
  team(READERS, "payments-readers", [API, "read"]),
  team(OPERATIONS, "operations", [INFRA, "admin"]),
  team(ANALYSTS, "analysts", [DATA, "write"], [INFRA, "read"]),
  team(CORPORATE, "corporate", [DATA, "write"]),
  // All that its members have comes from the team above it.
  { ...team(OPERATIONS_EU, "operations-eu"), parent: OPERATIONS },
];

/** Teams to which people are given by hand. */
export const GIVEN_TEAMS = [PAYMENTS, OPERATIONS, ANALYSTS, CORPORATE, OPERATIONS_EU] as const;

const COMMON = `layers: { developer: { courses: [${COURSE}], valid_for: 365d } }
require: [{ who: { access: any }, layers: [developer] }]
grace: { new_hire: 0d, renewal: 14d, content_update: 30d, deepening: 60d, pre_existing: 60d }
cap: { removals_per_run: 1000, newly_blocked: 100% }`;

const ACCESS = `access:
  level: grant_on_completion
  leavers: automatic
  teams:
    - { team: payments, on_lapse: to_reading_team, reading_team: payments-readers }
    - { team: "operations*", on_lapse: remove }
    - { team: analysts }
    - { team: corporate, managed_by: okta }`;

/** That of the policies by which people are invited once they are trained. */
export const INVITING = 6;

/** What an organisation may say, one after the other. */
export const POLICIES: readonly Policy[] = [
  `mode: block\n${COMMON}\n${ACCESS}`,
  `mode: flag\n${COMMON}\n${ACCESS}`,
  `mode: observe\n${COMMON}\n${ACCESS}`,
  `mode: block\n${COMMON}\n${ACCESS.replace("on_lapse: to_reading_team, reading_team: payments-readers", "on_lapse: flag")}`,
  `mode: block\n${COMMON}\n${ACCESS.replace("grant_on_completion", "merge_gate")}`,
  `mode: block\n${COMMON.replace("removals_per_run: 1000", "removals_per_run: 0")}\n${ACCESS}`,
  `mode: block\n${COMMON}\n${ACCESS.replace("grant_on_completion", "invite_on_completion")}`,
].map(policyOf);

export type OnLapse = "flag" | "to_reading_team" | "remove";

export function onLapseOf(policy: Policy, teamId: number): OnLapse {
  return entryOf(policy, teamId)?.on_lapse ?? "flag";
}

export function isManaged(policy: Policy, teamId: number): boolean {
  return entryOf(policy, teamId)?.managed_by !== undefined;
}

/** Whether seats wait there for training, and are withheld. */
export function holdsBack(policy: Policy, teamId: number): boolean {
  const isNamed = entryOf(policy, teamId) !== undefined;
  return isNamed && !isManaged(policy, teamId) && policy.mode === "block" && policy.access.level !== "merge_gate";
}

/** Whether roles of their own on repositories wait, and are withheld. */
export function holdsRolesBack(policy: Policy): boolean {
  return policy.mode === "block" && policy.access.level !== "merge_gate";
}

function entryOf({ access }: Policy, teamId: number) {
  const slug = TEAMS.find(({ id }) => id === teamId)?.slug ?? "";
  return access.teams.find(
    ({ team: named }) => named === slug || (named === "operations*" && slug.startsWith("operations")),
  );
}
