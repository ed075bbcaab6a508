import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: false, linkify: true });

/** A check run's text as GitHub would show it: GitHub-flavoured tables and links, and no HTML of the App's own. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}
