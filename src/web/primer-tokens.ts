import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const PACKAGE = "@primer/primitives/dist/css";
const SIZES = [
  "base/size/size.css",
  "base/typography/typography.css",
  "functional/size/border.css",
  "functional/size/radius.css",
  "functional/size/size.css",
  "functional/spacing/space.css",
  "functional/typography/typography.css",
];
const DECLARATION = /(--[\w-]+):\s*([^;]+);/g;
const USE = /var\((--[\w-]+)/g;

type Tokens = ReadonlyMap<string, string>;

/**
 * The custom properties that `sheet` uses, as GitHub's own pages have them, light and dark. The package's files hold
 * a quarter of a megabyte; a page needs about sixty lines of it. Throws if the sheet names one that Primer lacks.
 */
export function primerTokensFor(sheet: string): string {
  const sizes = readTokens(...SIZES);
  const light = new Map([...sizes, ...readTokens("functional/themes/light.css")]);
  const dark = new Map([...sizes, ...readTokens("functional/themes/dark.css")]);
  const darkOnly = [...neededBy(sheet, dark)].filter(([name, value]) => light.get(name) !== value);
  return [
    `:root{color-scheme:light dark;${declare(neededBy(sheet, light))}}`,
    // Paper is light.
    `@media screen and (prefers-color-scheme:dark){:root{${declare(darkOnly)}}}`,
  ].join("\n");
}

function readTokens(...files: readonly string[]): Tokens {
  const { resolve } = createRequire(import.meta.url);
  const text = files.map((file) => readFileSync(resolve(`${PACKAGE}/${file}`), "utf8")).join("\n");
  const declarations = text.replaceAll(/\/\*.*?\*\//gs, "").matchAll(DECLARATION);
  return new Map([...declarations].map(([, name = "", value = ""]) => [name, value.trim()]));
}

function neededBy(text: string, tokens: Tokens, found = new Map<string, string>()): Tokens {
  for (const [, name = ""] of text.matchAll(USE)) {
    if (found.has(name)) continue;
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`Primer has no token ${name}`);
    found.set(name, value);
    neededBy(value, tokens, found);
  }
  return found;
}

function declare(tokens: Iterable<readonly [string, string]>): string {
  return [...tokens].map(([name, value]) => `${name}:${value}`).join(";");
}
