import type { Finding } from "./decision.ts";
import type { Explanation, Links } from "./explanation.ts";

/** A finding as the title of the check, where nobody misses anything. */
export function findingTitle({ kind, commits, accounts, answeredBy }: Finding): string {
  switch (kind) {
    case "unlinked_commits":
      if (answeredBy.length === 0)
        return commits.length === 1 ? "Nobody answers for 1 commit" : `Nobody answers for ${commits.length} commits`;
      return commits.length === 1
        ? "1 commit belongs to no GitHub account"
        : `${commits.length} commits belong to no GitHub account`;
    case "outside_contributors":
      return accounts.length === 1
        ? "1 outside contributor has no training"
        : `${accounts.length} outside contributors have no training`;
    case "unknown_bots":
      return accounts.length === 1 ? "1 bot is not on the list" : `${accounts.length} bots are not on the list`;
    case "no_requester":
      return "Nobody answers for what a bot wrote";
    case "no_approver":
      return "What a bot wrote waits for an approval";
    case "required_modules":
      return accounts.length === 1
        ? "1 person still needs a module for what this touches"
        : `${accounts.length} people still need a module for what this touches`;
  }
}

const COMMITS_NAMED = 5;
const ACCOUNTS_NAMED = 20;
/** The longest that a mailbox can be is 254 (RFC 5321); what git takes for an address knows no bounds. */
const ADDRESS_SHOWN = 100;

/** A finding in one line, with what can be done about it. */
export function explainFinding(finding: Finding, links: Links): Explanation["findings"][number] {
  const names = someOf(
    finding.accounts.map(({ login }) => `@${login}`),
    ACCOUNTS_NAMED,
  );
  switch (finding.kind) {
    case "unlinked_commits":
      return { text: unlinkedText(finding), next: { text: "How to link an address", url: links.linkEmail } };
    case "outside_contributors":
      return {
        text: `${names}: from outside the organisation, and without the training that this repository asks for.`,
        next: null,
      };
    case "unknown_bots":
      return {
        text: `${names}: an administrator can list it under pull_requests.bots, by its account id.`,
        next: null,
      };
    case "no_requester":
      return {
        text: `${names}: who asked for this is not known. A member who assigns themselves to the pull request answers for it; being assigned by somebody else does not count.`,
        next: null,
      };
    case "no_approver":
      return {
        text: `${names}: somebody with write access and current training has to approve the newest commit.`,
        next: null,
      };
    case "required_modules":
      return { text: `${names}: still to pass a module for what this touches.`, next: null };
  }
}

function unlinkedText(finding: Finding): string {
  const { commits, answeredBy, treatment } = finding;
  const named = commits.map(({ sha, email }) => sha.slice(0, 7) + (email && ` (${addressText(email)})`));
  const isRefused = treatment === "block" && answeredBy.length > 0;
  return `${findingTitle(finding)}: ${someOf(named, COMMITS_NAMED)}. ${
    isRefused ? "The policy does not let that in" : answeringText(answeredBy, commits.length)
  }.`;
}

function addressText(email: string): string {
  return email.length <= ADDRESS_SHOWN ? email : `${email.slice(0, ADDRESS_SHOWN)}…`;
}

function someOf(all: readonly string[], shown: number): string {
  const more = all.length > shown ? ` and ${all.length - shown} more` : "";
  return `${all.slice(0, shown).join(", ")}${more}`;
}

function answeringText(answeredBy: Finding["answeredBy"], commits: number): string {
  if (answeredBy.length === 0) return "Who pushed is not known; whoever closes and reopens the pull request answers";
  const names = someOf(
    answeredBy.map(({ login }) => `@${login}`),
    ACCOUNTS_NAMED,
  );
  return `${names} ${answeredBy.length === 1 ? "answers" : "answer"} for ${commits === 1 ? "it" : "them"}`;
}
