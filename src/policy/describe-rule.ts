import { eitherOf } from "./messages.ts";
import type { Rule } from "./policy.ts";

/** Rules do not change, and every decision tells each that asks somebody on the pull request. */
const told = new WeakMap<Rule, string>();

/** A rule in one sentence, as it stands under "Why this rule" on a page. */
export function describeRule(rule: Rule): string {
  const known = told.get(rule);
  if (known !== undefined) return known;
  const text = `${describeWho(rule.who)} needs ${rule.layers.join(" and ")}.`;
  told.set(rule, text);
  return text;
}

function describeWho({ access, opens, role, teams, repositories, except }: Rule["who"]): string {
  const whom = [
    access === undefined ? "" : accessWords(access),
    opens === undefined ? "" : "who opens a pull request",
    role === undefined ? "" : `whose role is ${eitherOf(role)}`,
    teams === undefined ? "" : `in the team ${eitherOf(teams)}`,
    repositories === undefined ? "" : `in ${eitherOf(repositories)}`,
  ].filter((words) => words !== "");
  const spared = except === undefined ? "" : ` (except the role ${eitherOf(except.role)})`;
  return `Everyone ${whom.join(" ")}${spared}`;
}

function accessWords(access: NonNullable<Rule["who"]["access"]>): string {
  if (access === "any") return "with access to a repository";
  return access === "admin" ? "with admin access to a repository" : `with at least ${access} access to a repository`;
}
