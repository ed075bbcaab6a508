import type { ThemedToken, ThemeInput } from "shiki/core";
import { escapeHtml, type Highlight } from "../training/markdown.ts";

/**
 * What is coloured, by the names that grammars of TextMate give to it, and the class that a page's sheet colours. What
 * is left out reads as plain text: a few colours help, and each costs bytes.
 */
const COLOURS = {
  c: ["comment", "punctuation.definition.comment", "meta.diff.header", "meta.diff.range"],
  k: [
    "keyword",
    "keyword.operator.new",
    "keyword.operator.expression",
    "keyword.operator.logical.python",
    "storage",
    "storage.type",
    "punctuation.definition.template-expression",
    "constant.other.placeholder",
  ],
  s: ["string", "markup.inline.raw"],
  n: ["constant", "support.constant", "variable.language", "support.type.property-name", "entity.other.attribute-name"],
  f: ["entity.name.function", "support.function", "entity.name.type", "entity.name.class", "support.class"],
  t: ["entity.name.tag"],
  i: ["markup.inserted"],
  d: ["markup.deleted"],
} as const;
const PLAIN = "plain";
/** Words in the scopes above that are not coloured as these are. */
const NOT_COLOURED = [
  "keyword.operator",
  "string meta.template.expression",
  "meta.embedded",
  "storage.type.function.arrow",
];

/** Shiki takes names for colours, and hands back the name where the colour applies. */
const THEME: ThemeInput = {
  name: "training-gate",
  type: "light",
  settings: [
    { settings: { foreground: PLAIN, background: PLAIN } },
    ...Object.entries(COLOURS).map(([name, scope]) => ({ scope: [...scope], settings: { foreground: name } })),
    { scope: NOT_COLOURED, settings: { foreground: PLAIN } },
  ],
};

let loaded: Promise<Highlight> | undefined;

/** One for the process. It takes a moment, and tens of megabytes: a server that shows no code does without. */
export function loadHighlighter(): Promise<Highlight> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Highlight> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/javascript"),
  ]);
  const shiki = await createHighlighterCore({
    themes: [THEME],
    engine: createJavaScriptRegexEngine(),
    langs: [
      import("shiki/langs/typescript.mjs"),
      import("shiki/langs/tsx.mjs"),
      import("shiki/langs/javascript.mjs"),
      import("shiki/langs/json.mjs"),
      import("shiki/langs/yaml.mjs"),
      import("shiki/langs/toml.mjs"),
      import("shiki/langs/python.mjs"),
      import("shiki/langs/shellscript.mjs"),
      import("shiki/langs/sql.mjs"),
      import("shiki/langs/html.mjs"),
      import("shiki/langs/css.mjs"),
      import("shiki/langs/diff.mjs"),
      import("shiki/langs/docker.mjs"),
      import("shiki/langs/hcl.mjs"),
    ],
  });
  const known = new Set(shiki.getLoadedLanguages());
  return (code, lang) => {
    if (!known.has(lang)) return undefined;
    // Without a limit of time: on a busy machine a line would lose its colours for good, since pages are kept.
    const lines = shiki.codeToTokensBase(code, { lang, theme: "training-gate", tokenizeTimeLimit: 0 });
    return lines.map(lineHtml).join("\n");
  };
}

function lineHtml(tokens: readonly ThemedToken[]): string {
  const runs: { colour: string; text: string }[] = [];
  for (const { content, color = PLAIN } of tokens) {
    const last = runs.at(-1);
    const isBlank = content.trim() === "";
    if (last && (isBlank || last.colour === color)) last.text += content;
    else runs.push({ colour: isBlank ? PLAIN : color, text: content });
  }
  return runs
    .map(({ colour, text }) =>
      colour in COLOURS ? `<span class="${colour}">${escapeHtml(text)}</span>` : escapeHtml(text),
    )
    .join("");
}
