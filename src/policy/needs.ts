import { type Access, atLeast } from "../domain/access.ts";
import { describeRule } from "./describe-rule.ts";
import { fitsOne } from "./glob.ts";
import type { Policy, Rule } from "./policy.ts";

/** A person as the rules see them, on one repository. */
export interface Asked {
  /** The effective role there, or the one that a hold intends; a custom role counts as its base. */
  readonly access: Access;
  readonly opensPullRequest: boolean;
  /** Job roles on the roster. */
  readonly roles: readonly string[];
  /** Slugs of teams. */
  readonly teams: readonly string[];
  /** The repository's name, without its owner. */
  readonly repository: string;
}

export interface Need {
  readonly layer: string;
  /** The rule that asks, by its index in `require`. */
  readonly rule: number;
  /** That rule in words. */
  readonly because: string;
}

/** Which layers a person needs, and which rules ask: the layers of all rules that match add up. */
export function layersNeeded(policy: Policy, asked: Asked): readonly Need[] {
  const needs: Need[] = [];
  for (const [index, rule] of policy.require.entries()) {
    if (!matches(rule.who, asked)) continue;
    const because = describeRule(rule);
    for (const layer of rule.layers) needs.push({ layer, rule: index, because });
  }
  return needs;
}

/** All keys must fit, and of each list one value. */
function matches({ access, opens, role, teams, repositories, except }: Rule["who"], asked: Asked): boolean {
  return (
    (access === undefined || atLeast(asked.access, access === "any" ? "read" : access)) &&
    (opens === undefined || asked.opensPullRequest) &&
    (role === undefined || hasOne(asked.roles, role)) &&
    (teams === undefined || asked.teams.some((team) => fitsOne(teams, team))) &&
    (repositories === undefined || fitsOne(repositories, asked.repository)) &&
    (except === undefined || !isSpared(asked.roles, except.role))
  );
}

/** Whoever has two roles and is spared in one of them is asked for the other; whose role nobody knows is not spared. */
function isSpared(roles: readonly string[], spared: readonly string[]): boolean {
  return roles.length > 0 && roles.every((role) => hasOne([role], spared));
}

/** Case does not count: a roster is written by other hands than the policy. */
function hasOne(roles: readonly string[], wanted: readonly string[]): boolean {
  return roles.some((role) => wanted.some((one) => one.toLowerCase() === role.toLowerCase()));
}
