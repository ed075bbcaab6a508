import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { screenshotFolder } from "./browser.ts";

/** The widths and colours that every page has to do in. */
export const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const;
export const COLOURS = ["light", "dark"] as const;

/** Each width and each colour once; the other two would find the same. */
const EXAMINED = ["wide-light", "narrow-dark"];

export interface Looks {
  /**
   * Opens the page that `from` stands on once more, as the same person, in a browser where scripts may run: axe is one.
   * The page itself is left as it is. If `SCREENSHOTS` names a folder, a picture in each width and colour goes there.
   */
  at(name: string, from: Page): Promise<void>;
  /** What axe found, and what scrolls sideways, on any page so far. */
  readonly problems: readonly string[];
}

export async function createLooks(browser: Browser): Promise<Looks> {
  const folder = await screenshotFolder();
  const problems: string[] = [];
  return {
    problems,
    async at(name, from) {
      const storageState = await from.context().storageState();
      const context = await browser.newContext({ storageState, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(from.url());
      for (const [size, viewport] of Object.entries(SIZES)) {
        for (const colorScheme of COLOURS) {
          const look = `${size}-${colorScheme}`;
          if (folder === undefined && !EXAMINED.includes(look)) continue;
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          if (folder !== undefined) {
            await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
          }
          if (EXAMINED.includes(look)) {
            problems.push(...(await problemsOf(page)).map((problem) => `${name}, ${look}: ${problem}`));
          }
        }
      }
      await context.close();
    },
  };
}

/**
 * Looks at one page again and again, which must let scripts in; `suffix` names its width and colour in the pictures, which
 * are taken if `SCREENSHOTS` names a folder.
 */
export async function lookerAt(page: Page, suffix: string) {
  const folder = await screenshotFolder();
  const problems: string[] = [];
  const look = async (name: string) => {
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}-${suffix}.png`), fullPage: true });
    problems.push(...(await problemsOf(page)).map((problem) => `${name}: ${problem}`));
  };
  return { look, problems: problems as readonly string[] };
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds serious or critical on the page, and whether it scrolls sideways. The page must let scripts in. */
export async function problemsOf(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: await readAxe() });
  return page.evaluate(async (runOnly) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window, which its types do not say
    const { violations } = await (window as any).axe.run(document, { runOnly });
    const serious = (violations as { impact: string; id: string; nodes: { html: string }[] }[])
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    return wide ? [...serious, "scrolls sideways"] : serious;
  }, RULES);
}

function readAxe(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
}
