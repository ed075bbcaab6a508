import { gzipSync } from "node:zlib";
import { createBrowser } from "../sandbox/browser.ts";
import type { Bench } from "./row.ts";
import { serve } from "./served.ts";

const COURSE = "/courses/owasp-top-10-2025";
const BUDGET_KB = 100;

/** The course page and all that it asks for, as a browser with nothing in its cache fetches it. */
export const page: Bench = {
  name: "page",
  async run() {
    const { github, environment, close } = await serve();
    try {
      const browser = createBrowser();
      await browser.get(`${github.url}/sign-in-as/mira`);
      const { html, status } = await browser.get(`${environment.BASE_URL}${COURSE}`);
      if (status !== 200) throw new Error(`The course page answers ${status}`);
      const parts = [
        Buffer.from(html),
        ...(await Promise.all(linkedIn(html).map((path) => fetchPart(environment.BASE_URL, path)))),
      ];
      const kilobytes = (sizeOf: (part: Buffer) => number) => parts.reduce((sum, part) => sum + sizeOf(part), 0) / 1000;
      const limit = { at: "most", value: BUDGET_KB } as const;
      return [
        {
          what: "course page and its sheet, as they are",
          measured: kilobytes(({ length }) => length),
          unit: "kB",
          limit,
        },
        {
          what: "course page and its sheet, gzipped",
          measured: kilobytes((part) => gzipSync(part).length),
          unit: "kB",
          limit,
        },
        {
          what: "course page, scripts",
          measured: html.split(/<script\b/i).length - 1,
          unit: "",
          limit: { at: "most", value: 0 },
        },
      ];
    } finally {
      await close();
    }
  },
};

function linkedIn(html: string): readonly string[] {
  const tags = [...html.matchAll(/<(?:link|img|script|source|iframe)\b[^>]*?\b(?:href|src)="([^"]+)"/g)];
  return tags.map(([, address = ""]) => address).filter((address) => !address.startsWith("data:"));
}

async function fetchPart(baseUrl: string, path: string): Promise<Buffer> {
  const answer = await fetch(new URL(path, baseUrl));
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
