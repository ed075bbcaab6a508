import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { createAssets } from "../../src/web/assets.ts";
import { primerTokensFor } from "../../src/web/primer-tokens.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aWeb } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";

let curriculum: Curriculum;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
});

describe("the sheet", () => {
  it("is at most 15 KB gzipped", () => {
    expect(gzipSync(createAssets().sheet).length).toBeLessThanOrEqual(15_000);
  });

  it("is served compressed, for ever, under an address that names its content", async () => {
    const { web } = aWeb({ curriculum });
    const { sheetPath, sheet } = createAssets();

    const response = await web.request(sheetPath, { headers: { "accept-encoding": "gzip" } });

    expect(sheetPath).toMatch(/^\/assets\/[0-9a-f]{16}\.css$/);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await new Response(response.body?.pipeThrough(new DecompressionStream("gzip"))).text()).toBe(sheet);
  });

  it("declares each token that it uses, and has colours of its own for dark", () => {
    const { sheet } = createAssets();

    const used = new Set([...sheet.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
    const declared = new Set([...sheet.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));

    expect([...used].filter((name) => !declared.has(name))).toEqual([]);
    expect([...declared].filter((name) => !used.has(name))).toEqual([]);
    expect(sheet).toMatch(/@media screen and \(prefers-color-scheme:dark\)\{:root\{[^}]*--bgColor-default:#0d1117/);
  });

  it("cannot name a token that Primer does not have", () => {
    expect(() => primerTokensFor("a{color:var(--fgColor-purple-rain)}")).toThrow("--fgColor-purple-rain");
  });
});

describe("a first visit", () => {
  it.each(["/courses/owasp-top-10-2025", "/courses/owasp-top-10-2025/injection"])(
    "to %s transfers at most 100 KB, sheet included and nothing else",
    async (path) => {
      const visitor = createVisitor(aWeb({ curriculum }));
      await visitor.signIn("mira");

      const { html } = await visitor.get(path);

      const loaded = [...html.matchAll(/<(?:link|script|img|source|iframe)\b[^>]*\b(?:href|src)="([^"]+)"/g)].map(
        ([, url]) => url,
      );
      const { sheetPath, sheet } = createAssets();
      expect(loaded.filter((url) => !url?.startsWith("data:"))).toEqual([sheetPath]);
      expect(Buffer.byteLength(html) + gzipSync(sheet).length).toBeLessThanOrEqual(100_000);
    },
  );
});
