import { nearest } from "./nearest.ts";
import { isReadersTeamGated, noticesOf } from "./notices.ts";
import { isWeaker } from "./order.ts";
import { courseIds } from "./pin.ts";
import type { Policy } from "./policy.ts";
import type { Path } from "./problem.ts";

/** Something that each part of a file may say and the whole may not. */
export interface Contradiction {
  readonly path: Path;
  readonly message: string;
  readonly remedy?: string;
}

interface Check {
  /** What it reads: a check is left out where one of these could not be read. */
  readonly sections: readonly (keyof Policy)[];
  readonly find: (policy: Policy) => readonly Contradiction[];
}

export function findContradictions(policy: Policy, unread: ReadonlySet<string> = new Set()): readonly Contradiction[] {
  return CHECKS.filter(({ sections }) => !sections.some((section) => unread.has(section)))
    .flatMap(({ find }) => find(policy))
    .map((found) => ({ ...found, path: ["enforcement", ...found.path] }));
}

const CHECKS: readonly Check[] = [
  { sections: ["mode", "scopes"], find: findWeakScopes },
  { sections: ["scopes"], find: findIdleScopes },
  { sections: ["boundary"], find: findEmptyBoundary },
  { sections: ["require"], find: findRulesForNobody },
  { sections: ["require", "layers"], find: findUnknownLayers },
  { sections: ["layers"], find: findCoursesTwice },
  { sections: ["layers", "renew_from"], find: findLateRenewals },
  { sections: ["renew_from", "remind"], find: findEarlyReminders },
  { sections: ["access"], find: findTeamMistakes },
  { sections: ["remind", "pull_requests", "access"], find: findRepetitions },
  { sections: ["roles"], find: findNobodyAuditing },
  { sections: ["notices", "access"], find: findNoticeMistakes },
];

function findWeakScopes({ mode, scopes }: Policy): Contradiction[] {
  return scopes.flatMap((scope, index) => {
    const lacking = (["until", "reason"] as const).filter((key) => scope[key] === undefined);
    if (!isWeaker(scope.mode, mode) || lacking.length === 0) return [];
    const message = `is in ${scope.mode} while the rest is in ${mode}, and lacks ${lacking.join(" and ")}`;
    return [{ path: ["scopes", index], message, remedy: "An exception needs an end and a reason" }];
  });
}

function findIdleScopes({ scopes }: Policy): Contradiction[] {
  const first = scopes.findIndex(
    ({ repositories, property, from, until }) => repositories?.some(isEverything) && !property && !from && !until,
  );
  return scopes.flatMap((scope, index): Contradiction[] => {
    const path = ["scopes", index];
    if (!scope.repositories && Object.keys(scope.property ?? {}).length === 0) {
      return [{ path, message: "says of no repository that it is meant", remedy: "Add repositories: or property:" }];
    }
    if (scope.from && scope.until && scope.until < scope.from)
      return [{ path: [...path, "until"], message: "comes before from" }];
    if (first === -1 || index <= first) return [];
    return [
      {
        path,
        message: `never counts: scope ${first + 1} takes every repository`,
        remedy: "The first match wins: move it up",
      },
    ];
  });
}

function isEverything(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

function findEmptyBoundary({ boundary }: Policy): Contradiction[] {
  const at = boundary.repositories.exclude.findIndex(isEverything);
  return at === -1
    ? []
    : [{ path: ["boundary", "repositories", "exclude", at], message: "leaves no repository in the boundary" }];
}

function findRulesForNobody({ require }: Policy): Contradiction[] {
  return require.flatMap(({ who }, index) => {
    if (who.access || who.opens || who.role || who.teams) return [];
    return [
      { path: ["require", index, "who"], message: "names nobody", remedy: "Add access:, opens:, role: or teams:" },
    ];
  });
}

function findUnknownLayers({ require, layers }: Policy): Contradiction[] {
  const known = Object.keys(layers);
  return require.flatMap((rule, index) =>
    rule.layers.flatMap((layer, at) => {
      if (known.includes(layer)) return [];
      const meant = nearest(layer, known);
      const remedy = meant ? `Did you mean ${meant}?` : `Known are ${known.join(", ")}`;
      return [{ path: ["require", index, "layers", at], message: `names "${layer}", which layers: lacks`, remedy }];
    }),
  );
}

function findCoursesTwice({ layers }: Policy): Contradiction[] {
  return Object.entries(layers).flatMap(([name, layer]) => {
    const ids = courseIds(layer.courses);
    const pinnedTwice = layer.courses.flatMap((course, at) => {
      if (ids.indexOf(ids[at] ?? "") === at) return [];
      const message = `names ${course}, and the same course stands before it`;
      return [
        { path: ["layers", name, "courses", at], message, remedy: "Name a course once, with one version or none" },
      ];
    });
    const later = (layer.then ?? []).flatMap((course, at) => {
      if (!ids.includes(course)) return [];
      return [{ path: ["layers", name, "then", at], message: `names ${course}, which courses: names already` }];
    });
    return [...pinnedTwice, ...later];
  });
}

function findLateRenewals({ layers, renew_from }: Policy): Contradiction[] {
  return Object.entries(layers).flatMap(([name, { valid_for }]) => {
    if (renew_from <= valid_for) return [];
    const message = `is ${valid_for}d, shorter than renew_from (${renew_from}d): it could be renewed before it began`;
    return [{ path: ["layers", name, "valid_for"], message, remedy: "Shorten renew_from" }];
  });
}

function findEarlyReminders({ renew_from, remind }: Policy): Contradiction[] {
  return remind.flatMap((days, index) => {
    if (days <= renew_from) return [];
    const message = `is ${days}d before the end, when renewing is not yet possible (renew_from is ${renew_from}d)`;
    return [{ path: ["remind", index], message, remedy: "Name reminders that fall within renew_from" }];
  });
}

function findTeamMistakes({ access }: Policy): Contradiction[] {
  return access.teams.flatMap(({ team, on_lapse, reading_team, managed_by }, index): Contradiction[] => {
    const path = ["access", "teams", index];
    if (managed_by && (on_lapse || reading_team)) {
      return [
        { path, message: `is managed by ${managed_by} and never written: on_lapse and reading_team have no effect` },
      ];
    }
    if (on_lapse !== "to_reading_team") {
      return reading_team ? [{ path, message: "has a reading_team that on_lapse does not use" }] : [];
    }
    if (!reading_team) return [{ path, message: "moves people to a reading team and lacks reading_team" }];
    if (team.includes("*")) return [{ path, message: "stands for several teams, which cannot share one reading_team" }];
    return team === reading_team ? [{ path, message: "is its own reading_team" }] : [];
  });
}

function findRepetitions({ remind, pull_requests, access }: Policy): Contradiction[] {
  const keyed: readonly (readonly [Path, readonly (string | number)[]])[] = [
    [["remind"], remind],
    [["pull_requests", "bots"], pull_requests.bots.map(({ id }) => id)],
    [["access", "machines"], access.machines.map(({ id }) => id)],
    [["access", "teams"], access.teams.map(({ team }) => team)],
  ];
  return keyed.flatMap(([path, keys]) =>
    keys.flatMap((key, index) =>
      keys.indexOf(key) < index ? [{ path: [...path, index], message: `repeats ${key}` }] : [],
    ),
  );
}

function findNobodyAuditing({ roles: { auditor } }: Policy): Contradiction[] {
  if (!auditor || auditor.teams || auditor.accounts) return [];
  return [{ path: ["roles", "auditor"], message: "names nobody", remedy: "Add accounts: or teams:" }];
}

function findNoticeMistakes(policy: Policy): Contradiction[] {
  const { repository, team } = noticesOf(policy);
  const path = ["notices", "team"];
  if (team !== null && repository === null)
    return [{ path, message: "reads no repository", remedy: "Add repository:, or take the team away" }];
  if (!isReadersTeamGated(policy)) return [];
  const message = `is ${team}, whose seats wait for training: who is held could not read what they are told`;
  return [{ path, message, remedy: "Name a team that stands nowhere in access.teams" }];
}
