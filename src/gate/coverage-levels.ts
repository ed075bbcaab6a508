import type { Level } from "../policy/policy.ts";

/** A level above the merge gate that holds no team's seat. */
export interface IdleLevel {
  /** Where the policy says it. */
  readonly place: string;
  readonly level: Level;
  /** How many repositories it is for. */
  readonly repositories: number;
  /** Slugs of the teams that the policy names and that reach these, and that this app cannot write. */
  readonly elsewhere: readonly string[];
}

/** Of the organisation as it is; what the policy alone shows is said by `policy check` too. */
export function levelNotes(idle: readonly IdleLevel[]): readonly string[] {
  return idle.map(({ place, level, repositories, elsewhere }) => {
    const [where, them] =
      repositories === 1 ? ["the one repository", "it"] : [`any of the ${repositories} repositories`, "them"];
    const why =
      elsewhere.length === 0
        ? `no team of access.teams reaches ${where} that it is for. Name a team that does, or set merge_gate`
        : `the teams of access.teams that reach ${where} that it is for are kept elsewhere (${elsewhere.join(", ")}). Name a team that this app may write, or let the other system ask GET /api/v1/eligibility before it gives ${them} away`;
    return `Access: ${place} is ${level}, and no team's seat can wait: ${why}.`;
  });
}
