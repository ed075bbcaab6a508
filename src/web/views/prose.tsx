import { raw } from "hono/html";
import { renderInlineMarkdown, renderMarkdown } from "../../training/markdown.ts";

/** A course's Markdown. What comes out of the renderer is safe as it is: it escapes all HTML of the source. */
export function Prose({ text, headingShift = 0, id }: { text: string; headingShift?: number; id?: string }) {
  return (
    <div class="prose" {...(id !== undefined && { id })}>
      {raw(renderMarkdown(text, { headingShift }))}
    </div>
  );
}

/** One line of it, for a label. */
export function InlineProse({ text }: { text: string }) {
  return <span class="prose-line">{raw(renderInlineMarkdown(text))}</span>;
}
