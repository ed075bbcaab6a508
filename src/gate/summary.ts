import type { Decision } from "./decision.ts";
import type { ExplainedPerson, Explanation, Links } from "./explanation.ts";

export interface CheckText {
  readonly title: string;
  readonly summary: string;
}

/** GitHub refuses more: https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export const MAX_SUMMARY_CHARS = 65_535;
const ROWS_SHOWN = 150;
const MODULES_SHOWN = 10;

/**
 * What the check run says, as GitHub's Markdown. Everybody who can read the repository can open it, so where the
 * policy says `counts` nobody is named and the decision page, which knows its reader, says the rest.
 */
export function checkText(explanation: Explanation, decision: Decision, links: Links): CheckText {
  const named = decision.showPeople === "names";
  const parts = [
    named ? peopleTable(explanation) : countsText(explanation, links),
    named ? findingsList(explanation) : "",
    modulesList(explanation, named),
    explanation.notes.map(escapeMarkdown).join(" "),
    footer(explanation, decision, links),
  ];
  const summary = parts.filter((part) => part !== "").join("\n\n");
  return { title: title(explanation, decision), summary: clip(summary) };
}

function title({ title }: Explanation, { mode, inBoundary }: Decision): string {
  return mode === "observe" && inBoundary ? "Observing" : title;
}

function peopleTable({ people }: Explanation): string {
  if (people.length === 0) return "";
  const shown = people.slice(0, ROWS_SHOWN).map(row);
  const more = people.length > ROWS_SHOWN ? [`| and ${people.length - ROWS_SHOWN} more | | |`] : [];
  return ["| who | needs | next |", "|---|---|---|", ...shown, ...more].join("\n");
}

function row({ login, parts, needs, next }: ExplainedPerson): string {
  const step = next ? `[${escapeMarkdown(next.text)}](${next.url})` : "–";
  return `| @${escapeMarkdown(login)} (${parts.join(", ")}) | ${escapeMarkdown(needs)} | ${step} |`;
}

function countsText({ people }: Explanation, { decision }: Links): string {
  const waiting = people.filter(({ outcome }) => outcome !== "allow").length;
  if (waiting === 0) return "";
  const where = decision ? `[Sign in to see whether you are one of them, and what to do](${decision}).` : "";
  return `People are not named here. ${where}`;
}

function findingsList({ findings }: Explanation): string {
  return findings
    .map(({ text, next }) => `- ${escapeMarkdown(text)}${next ? ` [${escapeMarkdown(next.text)}](${next.url})` : ""}`)
    .join("\n");
}

function modulesList({ modules }: Explanation, named: boolean): string {
  if (modules.length === 0) return "";
  const lines = modules.slice(0, MODULES_SHOWN).map(({ touches, next, asked }) => {
    const who = asked ? ` ${escapeMarkdown(named ? asked.names : asked.counts)}` : "";
    return `- ${escapeMarkdown(touches)}: [${escapeMarkdown(next.text)}](${next.url}).${who}`;
  });
  const more = modules.length > MODULES_SHOWN ? [`- and ${modules.length - MODULES_SHOWN} more`] : [];
  return ["**For what this touches**", "", ...lines, ...more].join("\n");
}

function footer({ lead, policyDigest }: Explanation, { outcome }: Decision, { decision }: Links): string {
  const why = decision ? ` [${outcome === "allow" ? "What was checked" : "Why this rule"}](${decision})` : "";
  return `${lead}${why} · policy \`${policyDigest.slice(0, 8)}\``;
}

function clip(text: string): string {
  return text.length <= MAX_SUMMARY_CHARS ? text : `${text.slice(0, MAX_SUMMARY_CHARS - 2)}\n…`;
}

/** Free text of a commit must stay text: no table cell, link, image, code, mark-up or mention of its own. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replaceAll(/[\r\n]+/g, " ")
      .replaceAll(/[\\`*_{}[\]<>()#+!|~&]/g, (mark) => `\\${mark}`)
      // GitHub makes links of bare addresses, mentions and references, and notifies who is mentioned.
      .replaceAll(/@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|www(?=\.)/gi, "$&\u200b")
  );
}
