import type { Decision, Finding, PersonVerdict } from "./decision.ts";
import type { ExplainedPerson, Explanation, Links } from "./explanation.ts";
import type { Part } from "./facts.ts";
import { explainNeeds } from "./needs-text.ts";

/** The decision in words: what is missing, for whom, why, and the next step. Absolute dates only, so that a day's passing rewrites nothing. */
export function explainDecision(decision: Decision, links: Links): Explanation {
  const people = [...decision.people].sort(byUrgency).map((person) => explainPerson(person, decision, links));
  return {
    title: titleOf(decision),
    lead: leadOf(decision),
    people,
    findings: decision.findings.map((finding) => explainFinding(finding, links)),
    notes: notesOf(decision),
    policyDigest: decision.policyDigest,
  };
}

const URGENCY = { withhold: 0, undecided: 1, flag: 2, allow: 3 } as const;

function byUrgency(a: PersonVerdict, b: PersonVerdict): number {
  return URGENCY[a.outcome] - URGENCY[b.outcome] || Number(b.required) - Number(a.required) || a.account - b.account;
}

function titleOf(decision: Decision): string {
  if (!decision.inBoundary) return "Outside the policy's boundary";
  if (decision.undecided.length > 0) return "Training could not be checked";
  const required = decision.people.filter((person) => person.required);
  const missing = required.filter(({ outcome }) => outcome === "withhold");
  const inGrace = required.filter(({ outcome }) => outcome === "flag");
  if (missing.length > 0)
    return `${share(missing.length, required.length)} still ${verb(missing.length, "need")} training`;
  const finding =
    decision.findings.find(({ treatment }) => treatment === "block") ??
    decision.findings.find(({ treatment }) => treatment === "flag");
  if (finding && decision.outcome !== "allow") return findingTitle(finding);
  if (inGrace.length > 0) return `${share(inGrace.length, required.length)} should renew soon`;
  if (required.length === 0) return "Nobody here is asked for training";
  return required.length === 1 ? "Training is current" : "Everybody's training is current";
}

const share = (some: number, all: number) => (all === 1 ? "1 person" : `${some} of ${all} people`);
const verb = (count: number, base: string) => (count === 1 ? `${base}s` : base);

function leadOf({ outcome, mode, inBoundary }: Decision): string {
  if (!inBoundary) return "The training policy does not cover this repository. Nothing is asked here.";
  if (mode === "observe")
    return "This repository is only observed: the result is recorded, and nothing is asked of anybody.";
  if (outcome === "undecided") {
    return mode === "block"
      ? "GitHub or our records did not give everything that the decision needs, so it stays closed. It is tried again by itself."
      : "GitHub or our records did not give everything that the decision needs. It is tried again by itself.";
  }
  if (outcome === "withhold") {
    return mode === "block"
      ? "You can keep pushing; only merging waits. This check turns green by itself."
      : "Nothing is blocked here yet: merging stays possible. This check turns green by itself.";
  }
  if (outcome === "flag") return "Merging is open. Please do what is listed before its date.";
  return "Nothing is left to do.";
}

function explainPerson(person: PersonVerdict, decision: Decision, links: Links): ExplainedPerson {
  const { needs, next, detail } = explainNeeds(person, decision, links);
  return {
    login: person.login,
    account: person.account,
    parts: person.parts.map(partText),
    outcome: person.outcome,
    required: person.required,
    needs,
    next,
    detail,
    because: person.layers.flatMap(({ because }) => because.map(({ text }) => text)),
  };
}

function partText(part: Part): string {
  switch (part.kind) {
    case "author":
      return "author";
    case "pusher":
      return "pusher";
    case "commit-author":
      return part.shas.length === 1 ? "wrote 1 commit" : `wrote ${part.shas.length} commits`;
    case "co-author":
      return "co-author";
  }
}

function findingTitle({ kind, commits, accounts }: Finding): string {
  switch (kind) {
    case "unlinked_commits":
      return commits.length === 1
        ? "1 commit belongs to no GitHub account"
        : `${commits.length} commits belong to no GitHub account`;
    case "outside_contributors":
      return accounts.length === 1
        ? "1 outside contributor has no training"
        : `${accounts.length} outside contributors have no training`;
    case "unknown_bots":
      return accounts.length === 1 ? "1 bot is not on the list" : `${accounts.length} bots are not on the list`;
  }
}

const COMMITS_NAMED = 5;

function explainFinding(finding: Finding, links: Links): Explanation["findings"][number] {
  const names = finding.accounts.map(({ login }) => `@${login}`).join(", ");
  switch (finding.kind) {
    case "unlinked_commits": {
      const named = finding.commits
        .slice(0, COMMITS_NAMED)
        .map(({ sha, email }) => `${sha.slice(0, 7)} (${email || "no address"})`);
      const more = finding.commits.length > named.length ? ` and ${finding.commits.length - named.length} more` : "";
      const answering = finding.answeredBy.map(({ login }) => `@${login}`).join(", ");
      const who = answering ? `${answering} answers for it` : "nobody is known who pushed it";
      return {
        text: `${findingTitle(finding)}: ${named.join(", ")}${more}. ${finding.treatment === "block" ? "The policy does not let it in" : who}.`,
        next: { text: "how to link an address", url: links.linkEmail },
      };
    }
    case "outside_contributors":
      return {
        text: `${names}: from outside the organisation, and without the training that this repository asks for.`,
        next: null,
      };
    case "unknown_bots":
      return { text: `${names}: an administrator can add it to \`pull_requests.bots\` by its account id.`, next: null };
  }
}

function notesOf(decision: Decision): readonly string[] {
  const notes = decision.undecided.map((source) => `Did not answer: ${source}.`);
  if (decision.inBoundary && !decision.pushersKnown)
    notes.push("Who pushed this head is not known to us; the author answers for it.");
  return notes;
}
