import type { Mode, Policy, Scope } from "../../policy/policy.ts";
import { type Block, code, codes, list, paragraph, plain } from "./blocks.ts";
import type { PolicyDocumentFacts } from "./facts.ts";

/** What belongs to the audited system, and what this programme enforces of it. */
export function boundaryBox({ policy }: PolicyDocumentFacts): readonly Block[] {
  const { include, exclude } = policy.boundary.repositories;
  const but = exclude.length === 0 ? "" : `, except ${codes(exclude)}`;
  return [
    paragraph(
      `The audited system covers the GitHub repositories named ${codes(include)}${but}. Archived repositories are outside it.`,
    ),
    ...declared(policy),
    paragraph("What happens in these repositories, where the first line that fits a repository holds:"),
    {
      kind: "table",
      columns: ["Repositories", "Mode", "From", "Until the end of", "Reason"],
      rows: [
        ...policy.scopes.map(scopeRow),
        [policy.scopes.length === 0 ? "all" : "all others", policy.mode, "", "", ""],
      ],
    },
    list(modesIn(policy).map((mode) => `${code(mode)}: ${MODE_WORDS[mode]}.`)),
  ];
}

const MODE_WORDS: Readonly<Record<Mode, string>> = {
  observe: "what would be decided is written to the log, and nothing is shown or held back",
  flag: "the check on a pull request says what is missing, and nothing is held back",
  block: "what lacks training is held back, as the section on access says",
};

/** The modes that the policy has anywhere, the strictest first. */
export function modesIn({ mode, scopes }: Policy): readonly Mode[] {
  const used = new Set([mode, ...scopes.map((scope) => scope.mode)]);
  return (["block", "flag", "observe"] as const).filter((one) => used.has(one));
}

function declared({ boundary }: Policy): readonly Block[] {
  const { declared: systems } = boundary;
  if (systems.length === 0) return [];
  return [
    paragraph(
      `These systems belong to the audited system and lie outside GitHub: ${codes(systems)}. They are declared here; this programme enforces nothing in them.`,
    ),
  ];
}

/** Which repositories a scope is about, in one line. */
export function scopeWords({ repositories, property = {} }: Scope): string {
  const properties = Object.entries(property).map(
    ([name, values]) => `with ${code(name)} = ${[values].flat().map(plain).join(" or ")}`,
  );
  return [repositories === undefined ? "" : codes(repositories), ...properties].filter((part) => part !== "").join(" ");
}

function scopeRow(scope: Scope): readonly string[] {
  const { mode, from = "", until = "", reason = "" } = scope;
  return [scopeWords(scope), mode, from, until, plain(reason)];
}
