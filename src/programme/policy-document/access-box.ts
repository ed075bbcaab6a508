import type { Level, Mode, Policy } from "../../policy/policy.ts";
import { type Block, code, codes, counted, list, paragraph } from "./blocks.ts";
import { modesIn, scopeWords } from "./boundary-box.ts";
import type { PolicyDocumentFacts } from "./facts.ts";

/** What waits for training: merging, and access only as far as this programme gives it. */
export function accessBox(facts: PolicyDocumentFacts): readonly Block[] {
  return [
    { kind: "heading", text: "Merging" },
    ...merging(facts.policy),
    { kind: "heading", text: "Access" },
    ...access(facts),
    { kind: "heading", text: "What is not enforced" },
    ...notEnforced(facts.policy),
  ];
}

const RULESET_WORDS: Readonly<Record<Policy["rulesets"], string>> = {
  managed: "This programme keeps the ruleset that requires the check.",
  report: "The organisation’s own rulesets require the check; this programme reports where they do not.",
};

function merging(policy: Policy): readonly Block[] {
  if (!modesIn(policy).includes("block"))
    return [paragraph("Nothing merges later for lack of training: nowhere is the mode `block`.")];
  return [
    paragraph(
      `Where the mode is \`block\`, no pull request merges before everybody who is asked on it is trained: the check of this programme is green only then. ${RULESET_WORDS[policy.rulesets]}`,
    ),
    paragraph(
      `A change of the policy that would newly hold back more than ${policy.cap.newly_blocked}% of the open pull requests waits for an administrator.`,
    ),
  ];
}

interface Place {
  readonly where: string;
  readonly mode: Mode;
  readonly level: Level;
}

function placesOf({ scopes, mode, access }: Policy): readonly Place[] {
  const named = scopes.map((scope) => ({
    where: `${scopeWords(scope)}${scope.from ? ` from ${scope.from} on` : ""}${scope.until ? ` until the end of ${scope.until}` : ""}`,
    mode: scope.mode,
    level: scope.access ?? access.level,
  }));
  return [
    ...named,
    { where: scopes.length === 0 ? "all repositories" : "all other repositories", mode, level: access.level },
  ];
}

/** Teams that this programme writes to. */
function gatedTeams({ access }: Policy): Policy["access"]["teams"] {
  return access.teams.filter(({ managed_by }) => managed_by === undefined);
}

function access({ policy, longestWithdrawalMinutes: longest }: PolicyDocumentFacts): readonly Block[] {
  const giving = placesOf(policy).filter(({ level }) => level !== "merge_gate");
  const teams = gatedTeams(policy);
  const enforced = giving.filter(({ mode }) => mode === "block");
  if (enforced.length === 0 || teams.length === 0) return leftAlone(giving, teams.length);
  return [
    list(
      enforced.map((place) =>
        givingWords(
          place,
          teams.map(({ team }) => team),
        ),
      ),
    ),
    ...leftAlone(
      giving.filter(({ mode }) => mode !== "block"),
      1,
    ).filter(() => giving.length > enforced.length),
    paragraph(
      `Others who administer GitHub can still give such access themselves. It is then withdrawn: ${withdrawal(longest)}.`,
    ),
    paragraph("When training lapses, after notice and grace:"),
    list(teams.map(lapseWords)),
    paragraph(
      `Seats of people who left, by the roster, are taken ${policy.access.leavers === "automatic" ? "by themselves" : "when an administrator confirms it"}.`,
    ),
    paragraph(
      `Access is taken only where it was given before the training, where training lapsed, where it is older than this programme and its time is over, and where somebody left. One run takes at most ${counted(policy.cap.removals_per_run, "seat")} for the last three reasons; beyond that it takes none and asks an administrator.`,
    ),
  ];
}

function givingWords({ where, level }: Place, teams: readonly string[]): string {
  const before = "training comes before access is granted";
  return level === "invite_on_completion"
    ? `For ${where}: this programme invites people, into the teams ${codes(teams)}, when their training is done: ${before}.`
    : `For ${where}: this programme gives the seats in the teams ${codes(teams)} when training is done: ${before}.`;
}

/** Literal: what stands here is measured, and never promised. */
function withdrawal(longest: number | null): string {
  return longest === null
    ? "no such case is on record"
    : `of the cases on record, each was withdrawn within ${counted(longest, "minute")}`;
}

function leftAlone(giving: readonly Place[], teams: number): readonly Block[] {
  const said = paragraph(
    "This programme gives, invites and withdraws no access: training is asked for before merging, and not before access.",
  );
  if (giving.length === 0) return [said];
  const why = teams === 0 ? "the policy names no team that it may write to" : "the mode there is not `block`";
  const asked = giving.map(({ where, level }) => `${where} (${code(level)})`).join("; ");
  return [
    paragraph(`A level of access is written down for ${asked}, and has no effect yet, since ${why}.`),
    ...(teams === 0 ? [said] : []),
  ];
}

function lapseWords({ team, on_lapse = "flag", reading_team }: Policy["access"]["teams"][number]): string {
  if (on_lapse === "remove") return `${code(team)}: the seat is taken, and given back on renewal.`;
  if (on_lapse === "to_reading_team")
    return `${code(team)}: the seat is exchanged for one in ${code(reading_team ?? "")}, and given back on renewal.`;
  return `${code(team)}: the seat stays, and the lapse is reported.`;
}

function notEnforced({ access: { teams } }: Policy): readonly Block[] {
  return [
    list([
      "Owners of the GitHub organisation cannot be held back by any app. They are asked for the same training, and what they lack is reported.",
      "Access by the organisation’s base permission, by organisation roles, by internal or public visibility, and by teams that an identity provider fills, is reported and not withheld.",
      ...teams.flatMap(({ team, managed_by }) =>
        managed_by === undefined
          ? []
          : [
              `The team ${code(team)} is managed by ${code(managed_by)}: who is in it without training is reported, and not held back.`,
            ],
      ),
    ]),
  ];
}
