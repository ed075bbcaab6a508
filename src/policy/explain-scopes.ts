import { eitherOf } from "./messages.ts";
import type { Level, Mode, Policy, Scope } from "./policy.ts";
import type { Said } from "./said.ts";

const MODE_WORDS: Readonly<Record<Mode, string>> = {
  observe: "decisions are only written to the log; GitHub shows nothing",
  flag: "the check says what is missing, and everything merges",
  block: "what lacks training does not merge",
};

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  merge_gate: "Training opens merging; access is left alone",
  grant_on_completion: "Access to gated teams and repositories is granted when training is done",
  invite_on_completion: "People are invited when their training is done",
};

const RULESET_WORDS: Readonly<Record<Policy["rulesets"], string>> = {
  report: "Whether GitHub requires the check is up to your own rulesets; doctor says where it does not",
  managed: "The app keeps a ruleset that requires the check wherever every open pull request has its verdict",
};

export function explainScopes(policy: Policy): readonly Said[] {
  const { mode, scopes, access, boundary } = policy;
  const { include, exclude } = boundary.repositories;
  const but = exclude.length === 0 ? "" : `, but not ${eitherOf(exclude)}`;
  return [
    [
      `The audit covers the repositories ${include.join(", ")}${but}. Archived ones are outside.`,
      "boundary.repositories",
    ],
    ...declared(policy),
    ...scopes.map((scope, index): Said => [describeScope(scope, index), `scopes[${index}]`]),
    [`${scopes.length === 0 ? "In all of them" : "In all others"} the mode is ${mode}: ${MODE_WORDS[mode]}.`, "mode"],
    [RULESET_WORDS[policy.rulesets], "rulesets"],
    [`${LEVEL_WORDS[access.level]}, unless a scope says otherwise.`, "access.level"],
  ];
}

function declared({ boundary }: Policy): readonly Said[] {
  if (boundary.declared.length === 0) return [];
  return [[`Declared outside of GitHub, and not enforced here: ${boundary.declared.join(", ")}.`, "boundary.declared"]];
}

function describeScope(scope: Scope, index: number): string {
  const until = scope.until === undefined ? "" : ` until the end of ${scope.until}`;
  const reason = scope.reason === undefined ? "" : `, because: ${scope.reason}`;
  const what = `${scope.mode} (${MODE_WORDS[scope.mode]})`;
  const level = scope.access === undefined ? "" : `. ${LEVEL_WORDS[scope.access]}`;
  const start = scope.from === undefined ? "" : `From ${scope.from} (UTC) `;
  const before = scope.from === undefined ? "" : ". Until then the next line that fits holds";
  return `Scope ${index + 1}: ${start}${describeRepositories(scope)} run in ${what}${until}${reason}${level}${before}.`;
}

function describeRepositories({ repositories, property = {} }: Scope): string {
  const properties = Object.entries(property).map(([name, value]) => `whose ${name} is ${eitherOf([value].flat())}`);
  const names = repositories === undefined ? "repositories" : `repositories named ${eitherOf(repositories)}`;
  return [names, properties.join(" and ")].filter((words) => words !== "").join(" ");
}
