import { gzipSync } from "node:zlib";
import { PACKAGE_ROOT } from "../../src/config.ts";
import { listCourses } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { createBrowser } from "../sandbox/browser.ts";
import type { Bench, Row } from "./row.ts";
import { serve } from "./served.ts";

const BUDGET_KB = 100;

/** A page and all that it asks for, as a browser with nothing in its cache fetches it. */
interface Fetched {
  readonly path: string;
  readonly parts: readonly Buffer[];
  readonly scripts: number;
}

/** The largest of all pages of courses and their modules. */
export const page: Bench = {
  name: "page",
  async run() {
    const { github, environment, close } = await serve();
    try {
      const browser = createBrowser();
      await browser.get(`${github.url}/sign-in-as/mira`);
      const pages: Fetched[] = [];
      for (const path of await coursePaths()) {
        const { html, status } = await browser.get(`${environment.BASE_URL}${path}`);
        if (status !== 200) throw new Error(`${path} answers ${status}`);
        const linked = await Promise.all(linkedIn(html).map((part) => fetchPart(environment.BASE_URL, part)));
        pages.push({ path, parts: [Buffer.from(html), ...linked], scripts: html.split(/<script\b/i).length - 1 });
      }
      return [
        rowOf("as it is", pages, ({ length }) => length),
        rowOf("gzipped", pages, (part) => gzipSync(part).length),
        {
          what: `scripts on ${pages.length} pages of courses`,
          measured: pages.reduce((sum, { scripts }) => sum + scripts, 0),
          unit: "",
          limit: { at: "most", value: 0 },
        },
      ];
    } finally {
      await close();
    }
  },
};

async function coursePaths(): Promise<readonly string[]> {
  const loaded = await loadCurriculum({ folders: [`${PACKAGE_ROOT}/content`] });
  if (!loaded.ok) throw new Error("The content is not sound");
  return listCourses(loaded.curriculum).flatMap(({ id, modules }) => [
    `/courses/${id}`,
    ...modules.map((module) => `/courses/${id}/${module.id}`),
  ]);
}

function rowOf(how: string, pages: readonly Fetched[], sizeOf: (part: Buffer) => number): Row {
  const sized = pages.map(({ path, parts }) => ({ path, bytes: parts.reduce((sum, part) => sum + sizeOf(part), 0) }));
  const [largest] = sized.sort((a, b) => b.bytes - a.bytes);
  return {
    what: `largest page of a course, ${how}: ${largest?.path.split("/").at(-1)}`,
    measured: (largest?.bytes ?? 0) / 1000,
    unit: "kB",
    limit: { at: "most", value: BUDGET_KB },
  };
}

function linkedIn(html: string): readonly string[] {
  const tags = [...html.matchAll(/<(?:link|img|script|source|iframe)\b[^>]*?\b(?:href|src)="([^"]+)"/g)];
  return tags.map(([, address = ""]) => address).filter((address) => !address.startsWith("data:"));
}

async function fetchPart(baseUrl: string, path: string): Promise<Buffer> {
  const answer = await fetch(new URL(path, baseUrl));
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
