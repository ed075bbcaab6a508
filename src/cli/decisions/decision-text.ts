import type { AccountId } from "../../domain/ids.ts";
import { explainDecision } from "../../gate/explain.ts";
import type { ExplainedModule, ExplainedPerson } from "../../gate/explanation.ts";
import { DecisionTree } from "../../pipeline/decisions/decision-tree.ts";
import { linksOf } from "../../pipeline/head/publish.ts";
import type { PlacedDecision } from "./find-decisions.ts";

/** A stored decision in the words of the check run and the page; of `accounts` with all its reasons. */
export function decisionText({ place, decision: stored }: PlacedDecision, accounts: readonly AccountId[]): string {
  const decided = `${stored.outcome} (mode ${stored.mode}), decided ${stored.decidedAt.toISOString()}`;
  const head = [`${place} at ${stored.headSha.slice(0, 7)}: ${decided}`, `decision ${stored.id}`];
  if (stored.tree === null) return [...head, "What it said of people has been erased."].join("\n");

  // Paths: where the pages are reached is the server's to know, and this asks the database alone.
  const told = explainDecision(DecisionTree.parse(stored.tree), linksOf(stored.id, ""));
  const asked = told.people.filter(({ account }) => isAmong(account, accounts));
  const others = told.people.filter(({ account }) => !isAmong(account, accounts));
  return [
    ...head,
    "",
    told.title,
    told.lead,
    ...(asked.length === 0 ? ["Whom you ask about is not on it."] : asked.flatMap(fullLines)),
    ...others.map(lineOf),
    ...told.findings.map(({ text, next }) => `  - ${text}${stepText(next)}`),
    ...told.modules.map(moduleLine),
    ...told.notes,
    `policy ${told.policyDigest.slice(0, 8)}`,
  ].join("\n");
}

function fullLines(person: ExplainedPerson): readonly string[] {
  return [
    lineOf(person),
    ...person.detail.map((line) => `    ${line}`),
    ...person.because.map((rule) => `    because: ${rule}`),
  ];
}

function lineOf({ login, parts, needs, next }: ExplainedPerson): string {
  return `  @${login} (${parts.join(", ")}): ${needs}${stepText(next)}`;
}

function moduleLine({ touches, next, asked }: ExplainedModule): string {
  return `  - ${touches}${stepText(next)}${asked ? ` ${asked.names}` : ""}`;
}

function stepText(next: ExplainedPerson["next"]): string {
  return next ? ` → ${next.text} (${next.url})` : "";
}

function isAmong(account: number, accounts: readonly AccountId[]): boolean {
  return (accounts as readonly number[]).includes(account);
}
