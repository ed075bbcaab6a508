import { raw } from "hono/html";
import { useRequestContext } from "hono/jsx-renderer";
import type { WebEnv } from "../env.ts";

/** A course's Markdown. What comes out of the renderer is safe as it is: it escapes all HTML of the source. */
export function Prose({ text, headingShift = 0, id }: { text: string; headingShift?: number; id?: string }) {
  const { writing } = useRequestContext<WebEnv>().var;
  return (
    <div class="prose" {...(id !== undefined && { id })}>
      {raw(writing.prose(text, headingShift))}
    </div>
  );
}

/** One line of it, for a label. */
export function InlineProse({ text }: { text: string }) {
  const { writing } = useRequestContext<WebEnv>().var;
  return <span class="prose-line">{raw(writing.line(text))}</span>;
}
