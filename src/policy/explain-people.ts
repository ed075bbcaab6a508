import { describeCap } from "./cap.ts";
import { describePathRule } from "./path-rules.ts";
import type { Holders, Policy, Treatment } from "./policy.ts";
import type { Said } from "./said.ts";

type PullRequests = Policy["pull_requests"];

const TREATMENT_WORDS: Readonly<Record<Treatment | "exempt", string>> = {
  ignore: "are let through",
  exempt: "are let through",
  flag: "are pointed out, and hold nothing up",
  block: "hold the pull request up, where the mode is block",
};

const SPONSOR_WORDS: Readonly<Record<PullRequests["bots"][number]["sponsor"], string>> = {
  none: "needs nobody's training",
  requester: "needs the training of whoever asked it to work",
  approver: "needs the training of whoever approves its work",
};

export function explainPullRequests({ pull_requests }: Policy): readonly Said[] {
  const { commit_authors, co_authors, bots, show_people, paths = [] } = pull_requests;
  return [
    ["The author and everybody who pushed are always asked."],
    [`Authors of commits ${involved(commit_authors)}.`, "pull_requests.commit_authors"],
    [`Co-authors ${involved(co_authors)}.`, "pull_requests.co_authors"],
    [describeUnlinked(pull_requests), "pull_requests.unlinked_commits"],
    [
      `Contributors from outside ${TREATMENT_WORDS[pull_requests.outside_contributors]}.`,
      "pull_requests.outside_contributors",
    ],
    ...bots.map(
      ({ app, id, sponsor }, index): Said => [
        `The bot ${app} (account ${id}) ${SPONSOR_WORDS[sponsor]}.`,
        `pull_requests.bots[${index}]`,
      ],
    ),
    [`Other bots ${TREATMENT_WORDS[pull_requests.unknown_bots]}.`, "pull_requests.unknown_bots"],
    ...(["private", "internal", "public"] as const).map(
      (visibility): Said => [
        `On ${visibility} repositories the check ${show_people[visibility] === "names" ? "names people" : "only counts people"}.`,
        `pull_requests.show_people.${visibility}`,
      ],
    ),
    ...paths.map((rule, index): Said => [describePathRule(rule), `pull_requests.paths[${index}]`]),
  ];
}

function involved(choice: "members" | "show"): string {
  return choice === "members" ? "are asked too, if they have access here" : "are shown, and not asked";
}

function describeUnlinked({ unlinked_commits }: PullRequests): string {
  const answer = unlinked_commits === "block" ? "hold the pull request up" : "are answered for by whoever pushed them";
  return `Commits whose address belongs to no account ${answer}.`;
}

export function explainPeople({ access, cap, waivers, roles, roster }: Policy): readonly Said[] {
  return [
    ...access.teams.map((team, index): Said => [describeTeam(team), `access.teams[${index}]`]),
    ...access.machines.map(
      ({ id, owner, reason, review_by }, index): Said => [
        `Account ${id} is a machine (${reason}); ${owner} answers for it, to be looked at by ${review_by}.`,
        `access.machines[${index}]`,
      ],
    ),
    [
      access.leavers === "automatic"
        ? "Seats of people who left, by the roster, are taken by themselves."
        : "Seats of people who left, by the roster, wait for an admin's word.",
      "access.leavers",
    ],
    [`One run takes at most ${cap.removals_per_run} seats; beyond that it stops and asks.`, "cap.removals_per_run"],
    [describeCap(cap.newly_blocked), "cap.newly_blocked"],
    [`A waiver lasts at most ${waivers.longest} days.`, "waivers.longest"],
    [`Waivers are approved by ${holders(waivers.approvers, "the admins")}, never by who asks.`, "waivers.approvers"],
    ...(roster
      ? [
          [
            `A file of the roster that leaves out more than ${roster.shrink}% of the people of its source waits for somebody to confirm it.`,
            "roster.shrink",
          ] as const,
        ]
      : []),
    [`Admins are ${holders(roles.admin, "the organisation's owners")}.`, "roles.admin"],
    ...(roles.auditor
      ? [
          [
            `Auditors, until the end of ${roles.auditor.until}: ${holders(roles.auditor, "nobody")}.`,
            "roles.auditor",
          ] as const,
        ]
      : []),
  ];
}

function describeTeam({ team, on_lapse, reading_team, managed_by }: Policy["access"]["teams"][number]): string {
  if (managed_by !== undefined) return `The team ${team} is managed by ${managed_by}: never written to, only reported.`;
  if (on_lapse === "to_reading_team")
    return `In the team ${team} a person whose training lapses moves to ${reading_team}.`;
  return `In the team ${team} a person whose training lapses ${on_lapse === "remove" ? "loses the seat" : "keeps the seat and is reported"}.`;
}

function holders({ teams = [], accounts = [] }: Holders, otherwise: string): string {
  const named = [...teams.map((team) => `the team ${team}`), ...accounts.map((account) => `account ${account}`)];
  return named.length === 0 ? otherwise : named.join(", ");
}
