import { createHash } from "node:crypto";
import { fillPlaceholders, type Organisation } from "../../training/organisation.ts";
import { plain, toMarkdown } from "./blocks.ts";
import { BOXES } from "./boxes.ts";
import type { PolicyDocumentFacts } from "./facts.ts";
import type { PolicyTemplate } from "./template.ts";

export interface WrittenPolicy {
  readonly markdown: string;
  /** SHA-256 (hex) of `markdown` in UTF-8: `sha256sum training-policy.md` gives the same. */
  readonly sha256: string;
}

/**
 * The training policy in words: the template, with each of its boxes written from what is enforced. The same facts give
 * the same text, and it holds no date: that a day passes makes no new version.
 */
export function writeTrainingPolicy({ lines, boxes }: PolicyTemplate, facts: PolicyDocumentFacts): WrittenPolicy {
  const organisation = inPlainWords(facts.organisation);
  const prose = (from: number, to?: number) =>
    lines.slice(from, to).map((line) => fillPlaceholders(line, organisation).trimEnd());
  const written: string[] = [];
  let at = 0;
  for (const { name, from, to } of boxes) {
    written.push(...prose(at, from), toMarkdown(BOXES[name](facts)));
    at = to;
  }
  written.push(...prose(at));
  const markdown = `${written.join("\n").trim()}\n`;
  return { markdown, sha256: createHash("sha256").update(markdown, "utf8").digest("hex") };
}

/** What is put in between Markdown is none itself. */
function inPlainWords(organisation: Organisation): Organisation {
  const { name, incident } = organisation;
  return {
    ...organisation,
    name: name === null ? null : plain(name),
    incident: { ...incident, contact: incident.contact === null ? null : plain(incident.contact) },
  };
}
