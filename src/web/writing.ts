import type { Module, Stack } from "../training/curriculum.ts";
import {
  type Block,
  type Highlight,
  renderCode,
  renderInlineMarkdown,
  renderMarkdown,
  renderModule,
} from "../training/markdown.ts";
import type { Organisation } from "../training/organisation.ts";

/** Courses' texts and code as HTML that is safe to put into a page as it is. Each is worked out once. */
export interface Writing {
  prose(text: string, headingShift: number): string;
  /** One line of it, for a label. */
  line(text: string): string;
  /** The two are of one course. */
  module(module: Module, organisation: Organisation): readonly Block[];
  code(code: string, stack: Stack): string;
}

/** More than the texts of all courses. Content that was replaced goes when this is full. */
const KEPT = 10_000;

const LANGUAGES: Readonly<Record<Stack, string>> = { typescript: "ts", python: "python" };

export function createWriting(highlight?: Highlight): Writing {
  const kept = new Map<string, string>();
  const once = (key: string, render: () => string) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= KEPT) kept.clear();
    const html = render();
    kept.set(key, html);
    return html;
  };
  const modules = new WeakMap<Module, readonly Block[]>();
  return {
    prose: (text, headingShift) =>
      once(`prose ${headingShift} ${text}`, () => renderMarkdown(text, { headingShift, highlight })),
    line: (text) => once(`line ${text}`, () => renderInlineMarkdown(text)),
    module(module, organisation) {
      const blocks = modules.get(module) ?? renderModule(module.markdown, organisation, { highlight });
      modules.set(module, blocks);
      return blocks;
    },
    code: (code, stack) => once(`${stack} ${code}`, () => renderCode(code, LANGUAGES[stack], highlight)),
  };
}
