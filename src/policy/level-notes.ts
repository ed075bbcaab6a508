import type { Contradiction } from "./contradictions.ts";
import type { Level, Policy } from "./policy.ts";
import { pathText } from "./problem.ts";

/** What is allowed and does not do what it seems to: nothing to mend before the file counts, and worth knowing. */
export function findLevelNotes(policy: Policy): readonly Contradiction[] {
  return [...emptyLevels(policy), ...idleLapses(policy), ...rolesAsked(policy)].map((found) => ({
    ...found,
    path: ["enforcement", ...found.path],
  }));
}

export function levelNoteText({ path, message, remedy }: Contradiction): string {
  return `${pathText(path)} ${message}${remedy === undefined ? "" : `. ${remedy}`}`;
}

/** A level above the merge gate where there is no team whose seats the app may write. */
function emptyLevels({ access, scopes }: Policy): readonly Contradiction[] {
  const elsewhere = [...new Set(access.teams.flatMap(({ managed_by }) => managed_by ?? []))];
  if (access.teams.some(({ managed_by }) => managed_by === undefined)) return [];
  const why =
    elsewhere.length === 0
      ? "access.teams names no team"
      : `every team of access.teams is managed elsewhere (${elsewhere.join(", ")})`;
  const remedy =
    elsewhere.length === 0
      ? "Name the teams whose seats are to wait, or set merge_gate"
      : "Name a team that this app may write, or let the other system ask GET /api/v1/eligibility";
  return levelsIn({ access, scopes })
    .filter(({ level }) => level !== "merge_gate")
    .map(({ path, level }) => ({
      path,
      message: `is ${level}, and no team's seat can wait: ${why}. Roles of single people on repositories do`,
      remedy,
    }));
}

function idleLapses({ access, scopes }: Policy): readonly Contradiction[] {
  if (levelsIn({ access, scopes }).some(({ level }) => level !== "merge_gate")) return [];
  return access.teams.flatMap(({ on_lapse }, index): readonly Contradiction[] => {
    if (on_lapse === undefined || on_lapse === "flag") return [];
    const message = `is ${on_lapse}, and no seat is ever taken: the level is merge_gate everywhere`;
    const remedy = "Set access: grant_on_completion in a scope, or leave on_lapse out";
    return [{ path: ["access", "teams", index, "on_lapse"], message, remedy }];
  });
}

function levelsIn({ access, scopes }: Pick<Policy, "access" | "scopes">) {
  const ofScopes = scopes.flatMap((scope, index) =>
    scope.access === undefined ? [] : [{ path: ["scopes", index, "access"], level: scope.access }],
  );
  const all: readonly { readonly path: readonly (string | number)[]; readonly level: Level }[] = [
    { path: ["access", "level"], level: access.level },
    ...ofScopes,
  ];
  return all;
}

/** Whether a roster was ever imported stands in the database, and a file is checked without one. */
function rolesAsked(policy: Policy): readonly Contradiction[] {
  return policy.require.flatMap(({ who }, index): readonly Contradiction[] => {
    if (who.role === undefined && who.except === undefined) return [];
    const rest = who.role === undefined ? "spares nobody" : "asks nobody";
    const message = `goes by role, and ${rest} of whom no roster tells one`;
    return [{ path: ["require", index, "who"], message, remedy: "doctor says whether one was imported" }];
  });
}

export function goesByRole({ require }: Policy): boolean {
  return require.some(({ who }) => who.role !== undefined || who.except !== undefined);
}
