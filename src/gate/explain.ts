import { minuteText } from "./day-text.ts";
import { type Decision, type FindingKind, type ModuleNote, type PersonVerdict, worst } from "./decision.ts";
import type { ExplainedPerson, Explanation, Links } from "./explanation.ts";
import type { Part } from "./facts.ts";
import { explainFinding, findingTitle } from "./findings-text.ts";
import { groupLead, groupNote } from "./group-text.ts";
import { explainModule, modulesLackedBy, withModules } from "./modules-text.ts";
import { explainNeeds } from "./needs-text.ts";

/** The decision in words: what is missing, for whom, why, and the next step. Absolute dates only, so that a day's passing rewrites nothing. */
export function explainDecision(decision: Decision, links: Links): Explanation {
  const people = decision.people
    .map((person) => ({ person, told: explainPerson(person, decision, links) }))
    .sort(byUrgency)
    .map(({ told }) => told);
  return {
    title: titleOf(decision),
    lead: leadOf(decision),
    people,
    // Who lacks a module is told with the module.
    findings: decision.findings
      .filter(({ kind }) => kind !== "required_modules")
      .map((finding) => explainFinding(finding, links)),
    modules: requiredFirst(decision.modules ?? []).map((note) => explainModule(note, links)),
    notes: notesOf(decision),
    policyDigest: decision.policyDigest,
  };
}

const URGENCY = { withhold: 0, undecided: 1, flag: 2, allow: 3 } as const;

/** Who has something to do comes first, and among equals the author, then who pushed. */
function byUrgency(a: Explained, b: Explained): number {
  return (
    URGENCY[a.told.outcome] - URGENCY[b.told.outcome] ||
    Number(b.told.required) - Number(a.told.required) ||
    rankOf(a.person) - rankOf(b.person) ||
    a.told.account - b.told.account
  );
}

interface Explained {
  readonly person: PersonVerdict;
  readonly told: ExplainedPerson;
}

function requiredFirst(modules: readonly ModuleNote[]): readonly ModuleNote[] {
  return modules.toSorted((a, b) => Number(b.required) - Number(a.required));
}

/** Why somebody is on a pull request, the weightiest first: it alone is said. */
const PARTS: readonly Part["kind"][] = ["author", "sponsor", "pusher", "commit-author", "co-author"];

function rankOf({ parts }: PersonVerdict): number {
  return Math.min(PARTS.length, ...parts.map(({ kind }) => PARTS.indexOf(kind)));
}

function mainParts(person: PersonVerdict, decision: Decision): readonly string[] {
  const main = person.parts.filter(({ kind }) => kind === PARTS[rankOf(person)]);
  return [...new Set(main.map((part) => partText(part, decision)))];
}

function titleOf(decision: Decision): string {
  if (!decision.inBoundary) return "Outside the policy's boundary";
  if (decision.breakGlass) return "Allowed by break-glass, to be reviewed";
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

function leadOf(decision: Decision): string {
  const { outcome, mode, inBoundary, people } = decision;
  if (!inBoundary) return "The training policy does not cover this repository. Nothing is asked here.";
  if (decision.breakGlass) return breakGlassLead(decision.breakGlass);
  if (mode === "observe")
    return "This repository is only observed: the result is recorded, and nothing is asked of anybody.";
  if (decision.mergeGroup && mode === "block" && (outcome === "undecided" || outcome === "withhold"))
    return groupLead(decision);
  if (outcome === "undecided") {
    return mode === "block"
      ? "GitHub or our records did not give everything that the decision needs, so it stays closed. It is tried again by itself."
      : "GitHub or our records did not give everything that the decision needs. It is tried again by itself.";
  }
  if (outcome === "withhold") {
    const merging =
      mode === "block"
        ? "You can keep pushing; only merging waits."
        : "Nothing is blocked here yet: merging stays possible.";
    return `${merging} ${wayOut(decision)}`;
  }
  if (outcome === "flag") {
    return people.some((person) => person.outcome === "flag")
      ? "Merging is open. Please do what is listed before its date."
      : "Merging is open. What is listed is only pointed out.";
  }
  return "Nothing is left to do.";
}

function breakGlassLead({ until, insteadOf }: NonNullable<Decision["breakGlass"]>): string {
  const lacking =
    insteadOf === "undecided" ? "though it could not be checked" : "though what is listed here is still missing";
  return `Two administrators let this commit through until ${minuteText(until)}, ${lacking}. A new push ends that, and somebody else reviews it.`;
}

/** Training or a module that is finished, or a sponsor who is found, makes us look again; a commit that is linked, or a bot that is listed, does not. */
function wayOut({ people, findings }: Decision): string {
  if (people.some(({ outcome }) => outcome === "withhold"))
    return "This check turns green by itself when the training is done.";
  return findings.every(({ kind, treatment }) => treatment !== "block" || SEEN_BY_ITSELF.has(kind))
    ? "This check looks again by itself when that is done."
    : "When what is listed is put right, press “Check again” on this check.";
}

const SEEN_BY_ITSELF: ReadonlySet<FindingKind> = new Set(["no_requester", "no_approver", "required_modules"]);

function explainPerson(person: PersonVerdict, decision: Decision, links: Links): ExplainedPerson {
  const lacked = modulesLackedBy(person, decision);
  const { needs, next, detail } = withModules(explainNeeds(person, decision, links), lacked, links);
  return {
    login: person.login,
    account: person.account,
    parts: mainParts(person, decision),
    // Who lacks a module that is required here holds the merge up too.
    outcome: lacked.length > 0 ? worst([person.outcome, "withhold"]) : person.outcome,
    required: person.required,
    needs,
    next,
    detail,
    because: [
      ...person.layers.flatMap(({ because }) => because.map(({ text }) => text)),
      ...lacked.map(({ because }) => because),
    ],
  };
}

function partText(part: Part, { mergeGroup }: Decision): string {
  switch (part.kind) {
    case "author":
      return mergeGroup ? `author of #${part.number}` : "author";
    case "sponsor":
      return mergeGroup ? `sponsor of #${part.number}` : "sponsor";
    case "pusher":
      return "pusher";
    case "commit-author":
      return part.shas.length === 1 ? "wrote 1 commit" : `wrote ${part.shas.length} commits`;
    case "co-author":
      return "co-author";
  }
}

function notesOf(decision: Decision): readonly string[] {
  const notes = decision.undecided.map((source) => `Did not answer: ${source}.`);
  if (decision.inBoundary && !decision.pushersKnown)
    notes.push(
      decision.mergeGroup
        ? "Who pushed one of these heads is not known to us; its author answers for it."
        : "Who pushed this head is not known to us; the author answers for it.",
    );
  return decision.mergeGroup ? [groupNote(decision.mergeGroup, decision), ...notes] : notes;
}
