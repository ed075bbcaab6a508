import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { AwarenessActivity } from "../../domain/stores/awareness.ts";
import type { Newsletter } from "../../programme/awareness/newsletter.ts";
import { bodyOf } from "../../programme/awareness/parse-newsletters.ts";
import { renderMarkdown } from "../../training/markdown.ts";
import type { Message } from "../notices/port.ts";

interface Place {
  readonly newsletters: readonly Newsletter[];
  /** Where browsers reach us; null where that is not known. */
  readonly baseUrl: string | null;
}

/** As it lies in the content, with where its page is and why they get it; nothing in it tells whether it was read. */
export function newsletterMessage(
  { id, title, text, slug }: Pick<AwarenessActivity, "id" | "title" | "text" | "slug">,
  person: PersonId,
  { newsletters, baseUrl }: Place,
): Message {
  const hasQuiz = newsletters.some((one) => one.slug === slug && one.quiz !== null);
  const page = hasQuiz ? "Three questions go with it, and nobody passes or fails:" : "As a page:";
  const place = baseUrl === null ? [] : [`${page} <${baseUrl}/awareness/${slug}>`];
  const markdown = [bodyOf(text ?? ""), "---", ...place, CLOSING].join("\n\n");
  const words = { subject: title, markdown };
  return { ...words, quiet: words, html: pageOf(title, markdown), id: sha256OfJson({ id, person }).slice(0, 32) };
}

const CLOSING =
  "You get this as somebody who works here. The training gate sent it: if something looks wrong, tell your administrators.";

function pageOf(title: string, markdown: string): string {
  const escaped = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped}</title></head><body>${renderMarkdown(markdown)}</body></html>`;
}
