import { many } from "../domain/many.ts";
import type { Hole } from "./coverage.ts";
import { minuteText } from "./day-text.ts";

/** What stands beside the gate and lets access through, as the observations tell it. */
export interface AccessSeen {
  /** Some scope waits with access until training is done. */
  readonly isHolding: boolean;
  /** What every member may do on every repository; null: GitHub does not show it to this installation, or not yet. */
  readonly base: string | null;
  readonly owners: number;
  /** Public and internal repositories in scopes that hold access. */
  readonly visible: number;
  /** Organisation roles that somebody has and that give access to all repositories. */
  readonly orgRoles: readonly string[];
  /** Slugs of teams that GitHub refused to have written, and that the policy does not leave to another system. */
  readonly synced: readonly string[];
  /** Slugs of teams that the enterprise keeps and that may do something somewhere. */
  readonly enterpriseTeams: readonly string[];
  /** Teams that the policy names, without a wildcard, and the organisation does not have. */
  readonly unknownTeams: readonly string[];
  /** Rules go by role, and no roster was ever imported. */
  readonly isRosterMissing: boolean;
  /** Hooks that did not take messages for so long that they are given up. */
  readonly silentHooks: readonly {
    readonly address: string;
    readonly people: number;
    readonly since: Date;
    readonly id: string;
  }[];
}

const hole = (kind: Hole["kind"], detail: string, remedy: string): Hole => ({ kind, repository: null, detail, remedy });

/** What can be mended and makes holding access an appearance is a hole; what is so by its nature is a note. */
export function judgeAccess(seen: AccessSeen): { readonly holes: readonly Hole[]; readonly notes: readonly string[] } {
  return {
    holes: [...(seen.isHolding ? holdingHoles(seen) : []), ...hookHoles(seen)],
    notes: [...(seen.isHolding ? holdingNotes(seen) : []), ...rosterNotes(seen)],
  };
}

function holdingHoles({ base, synced }: AccessSeen): readonly Hole[] {
  const isOpen = base !== null && base !== "none";
  const opened = `access waits for training, and the base permission gives every member ${base} on every repository`;
  const remedy = "Set it to none under Member privileges, once teams carry the access that people need";
  return [
    ...(isOpen ? [hole("base-permission", opened, remedy)] : []),
    ...synced.map((team) =>
      hole(
        "team-synced",
        `an identity provider keeps the team ${team}, and GitHub refuses to have it written`,
        `Write managed_by: at ${team} in access.teams, and have the provider ask GET /api/v1/eligibility`,
      ),
    ),
  ];
}

function holdingNotes({
  base,
  owners,
  visible,
  orgRoles,
  enterpriseTeams,
  unknownTeams,
}: AccessSeen): readonly string[] {
  const unreadable =
    "Access: the base permission is not known. Grant organization_administration: read, or see yourself that it is none.";
  return [
    ...(base === null ? [unreadable] : []),
    ...(owners > 0
      ? [
          `Access: ${many(owners, "owner has", "owners have")} every repository and cannot be held. Keep them few; who lacks training is in R-06.`,
        ]
      : []),
    ...(visible > 0
      ? [
          `Access: ${many(visible, "repository is", "repositories are")} public or internal. Writing there can be held, reading cannot: make private what is not to be read.`,
        ]
      : []),
    ...orgRoles.map(
      (role) =>
        `Access: the organisation role ${role} opens all repositories past every team. Give a team with access to some instead.`,
    ),
    ...enterpriseTeams.map(
      (team) =>
        `Access: the enterprise keeps the team ${team}, and its seats cannot be held here. Give a team of the organisation what is to wait for training.`,
    ),
    ...unknownTeams.map(
      (team) =>
        `Access: access.teams names ${team}, and the organisation has no such team. Correct the name, or make it.`,
    ),
  ];
}

function rosterNotes({ isRosterMissing }: AccessSeen): readonly string[] {
  return isRosterMissing
    ? ["Roster: rules go by role, and none was ever imported: nobody has one. Run: training-gate roster import."]
    : [];
}

function hookHoles({ silentHooks }: AccessSeen): readonly Hole[] {
  return silentHooks.map(({ id, address, people, since }) =>
    hole(
      "hook-silent",
      `the hook to ${address} was not told of ${many(people, "person", "people")} since ${minuteText(since.toISOString())}`,
      `See to what answers there, then run: training-gate client hook test ${id}`,
    ),
  );
}
